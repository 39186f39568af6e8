"""Sheets, by the rules of "what must be true of the stored bytes" (decision 0002).

Nothing here holds a person, a time, an address, or the order of arrival. That a code was used and what
a form says stand in separate tables that share no key but the meeting; both have random primary keys and
are written only in batches sorted by hash, by the batching writer.
"""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record
from shuzhi.records.body import Constituency
from shuzhi.records.meeting import Meeting
from shuzhi.records.person import Person
from shuzhi.records.roster import Reporter


class SheetKind(Record):
    """One kind of sheet of a meeting: those who may rate the same reporters draw from the same pile.

    ``reporter``: whom alone it is about, where the edition has every reporter on a form of their own.
    """

    noun = "sheet"
    round_path = "meeting__round"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sheet_kinds")
    label = models.CharField(max_length=80)
    constituency = models.ForeignKey(Constituency, models.PROTECT, null=True, blank=True, related_name="+")
    reporter = models.ForeignKey(Reporter, models.PROTECT, null=True, blank=True, related_name="+")
    reporters = models.ManyToManyField(Reporter, related_name="+")
    issued = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    @property
    def key(self) -> int:
        """Which of the meeting's piles it is (``reads.sheet.Pile``)."""
        return self.reporter_id or self.constituency_id or 0


class Evaluation(Record):
    """The evaluation of one meeting, and the sealed record of it (``crafts.seal``; decision 0007).

    ``phones``: closed → open → stopped. ``opening`` and ``closing`` are the signed statements; the box key and the
    signing seed are there only between them. ``version`` … ``papers`` say where the record stands.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="evaluation")
    salt = models.BinaryField()
    phones = models.CharField(max_length=10, default="closed", choices=[(s, s) for s in ("closed", "open", "stopped")])
    opening = models.JSONField(null=True)
    closing = models.JSONField(null=True)
    box = models.BinaryField(default=bytes)
    seed = models.BinaryField(default=bytes)
    version = models.PositiveIntegerField(default=0)
    peaks = models.JSONField(default=list)
    leaves = models.PositiveIntegerField(default=0)
    checkpoints = models.PositiveIntegerField(default=0)
    last = models.BinaryField(default=bytes)
    papers = models.JSONField(default=list)
    cards = models.JSONField(
        default=list, help_text="digests of the scrutineers' cards: they say which card is another's"
    )


class Printing(models.Model):
    """What sheets printed at once looked like: the form in words, from which a reading machine has the layout again.

    ``reporters``: whom the form's reporters are, in the order printed, whatever order they are put in later.
    """

    kind = models.ForeignKey(SheetKind, models.CASCADE, related_name="printings")
    form = models.JSONField()
    reporters = models.JSONField()


class Tag(models.Model):
    """One issued sheet: the scrypt tag of its code, what became of it, and the code itself once it is used.

    Every row has the same length whatever becomes of it (the words of ``Use`` have five letters, a code that is
    not known is zeros, an unused ``answer`` is 32 random bytes), so that the database writes over a row where it
    stands and the order of rows in a page tells nothing of the order of use (decision 0005).
    """

    class Use(models.TextChoices):
        ISSUED = "given"
        CAST = "phone"
        PAPER = "paper"
        SPARE = "spare"

    tag = models.BinaryField(primary_key=True)
    kind = models.ForeignKey(SheetKind, models.CASCADE, related_name="tags")
    printing = models.ForeignKey(Printing, models.PROTECT, null=True, related_name="+")
    use = models.CharField(max_length=5, default=Use.ISSUED, choices=Use)
    code = models.CharField(max_length=12, default="0" * 12)
    answer = models.BinaryField(help_text="so that a retry is told the same receipt; says nothing of the form")


class Leaf(models.Model):
    """One form in the record, phone and paper alike: commitments and their proof, which reveal no answer.

    ``opening``: what would open them, sealed to the closing key on the scrutineers' cards; erased at the closing.
    ``key``: the number of its batch and, within it, the leaf's hash.
    """

    key = models.BinaryField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="leaves")
    leaf = models.BinaryField()
    opening = models.BinaryField()


class Checkpoint(models.Model):
    """The signed root of the record after one batch, chained to the one before."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="record_checkpoints")
    number = models.PositiveIntegerField()
    statement = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_checkpoint_a_number")]


class PaperEntry(models.Model):
    """One teller's reading of the paper sheet that bears this slip number, pencilled on after collection.

    The slip number is given to the shuffled pile and has nothing to do with the code. ``answers`` is None
    for a sheet declared void. A scrutineer's settling is an entry of turn 3.
    """

    kind = models.ForeignKey(SheetKind, models.CASCADE, related_name="entries")
    slip = models.PositiveIntegerField()
    turn = models.PositiveSmallIntegerField(choices=[(1, "1"), (2, "2"), (3, "3")])
    teller = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answers = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slip", "turn"], name="entered_once_a_turn"),
            models.UniqueConstraint(fields=["kind", "slip", "teller"], name="nobody_enters_twice"),
        ]


class Comment(models.Model):
    """What an attendee wrote; linked to no form.

    ``released``: None until a scrutineer has read it, then shown or withheld, and why (``rules.comment``).
    ``picture``: what was written with a pen, a JPEG, until somebody has typed it in; None for all others.
    """

    key = models.BinaryField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="comments")
    text = models.TextField()
    released = models.BooleanField(null=True)
    withheld_because = models.CharField(max_length=10, blank=True)
    picture = models.BinaryField(null=True)
