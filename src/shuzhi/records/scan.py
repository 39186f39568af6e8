"""Sheets read by machine: the file, the page, and what people said where the machine would not swear (D0012).

The shape, for whoever builds on it:

``Printing``   (in ``records.sheet``) what the sheets of one pile looked like: the form in words, from which the layout comes again. A ``Tag``
               knows its printing from the moment it is minted. Not secret; stays.
``ScanFile``   one uploaded file. ``name`` is for telling a person which file is bad and stands beside no verdict:
               no page knows its file. The bytes lie in ``VAR/scans`` under ``key`` and are gone once the file is read.
               ``waiting`` → ``read``, or ``bad`` when it could not be looked at; ``done`` of ``pages`` pages are in;
               ``troubles`` lists single pages of it, ``[[page, why], …]``, until a person has seen to them.
``ScanPage``   one page of one sheet under a random key: the picture, grey and upright, its codes painted over; the
               machine's reading; and ``sheet``, the tag of the code. ``state``:

               ``read``      belongs to a sheet that is checked in and counts, once every place of it is decided;
               ``conflict``  waits for a scrutineer; ``why`` says what is the matter (``rules.scan.Why``);
               ``aside``     is not counted.

               ``reading``: {"places": {"<reporter>.<question>": {"value", "suggestion", "reasons", "crop"}},
               "reasons": […]}. ``comment`` is what is written in the sheet's room for it, cut out and painted over in
               ``picture``; at the seal it goes to ``Comment``, apart from all answers. ``value`` is the grade the machine swears to, or null: then two people look, and a
               third settles. ``crop`` is four corners in the stored picture, ``[[x, y], …]`` in pixels, or null.
``ScanAnswer`` what one person saw at one place of a page: turns 1 and 2 are two people, turn 3 the scrutineer who
               settles. An answer is a grade's key, None for a blank, or ``rules.sheet.TWO_MARKS``.

Until the seal a page holds a sheet's answers beside its tag, as the paper on the table does; nothing else would find
the same sheet scanned twice. No row holds a time, a sequence, a file or a person beside an answer of the machine;
pages go in by the heap, sorted by their random keys. At the seal all of it but ``Printing`` is erased
(``acts.count``), and the sweep rewrites these tables like the rest.
"""

from __future__ import annotations

import secrets

from django.db import models

from shuzhi.records.meeting import Meeting
from shuzhi.records.person import Person
from shuzhi.records.sheet import SheetKind

STATES = ("read", "conflict", "aside")


def random_key() -> bytes:
    """A key that says nothing of when its row was made."""
    return secrets.token_bytes(16)


class ScanFile(models.Model):
    """A file waiting to be read, being read, or read."""

    key = models.BinaryField(primary_key=True, default=random_key)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="scan_files")
    name = models.CharField(max_length=80)
    digest = models.BinaryField(help_text="so that the same file sent again is known")
    state = models.CharField(max_length=8, default="waiting", choices=[(s, s) for s in ("waiting", "read", "bad")])
    pages = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0, help_text="empty backs passed over")
    again = models.PositiveIntegerField(default=0, help_text="pictures that were in already, passed over")
    tries = models.PositiveSmallIntegerField(default=0, help_text="times begun since the last heap went in")
    troubles = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "digest"], name="one_file_once")]


class ScanPage(models.Model):
    """One page of a sheet as the machine saw it."""

    key = models.BinaryField(primary_key=True, default=random_key)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="scan_pages")
    kind = models.ForeignKey(SheetKind, models.CASCADE, null=True, related_name="scan_pages")
    sheet = models.BinaryField(null=True)
    page = models.PositiveSmallIntegerField(default=1)
    pages = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES])
    why = models.CharField(max_length=12, blank=True)
    picture = models.BinaryField()
    digest = models.BinaryField(help_text="of the picture as it came, so that it is taken in once")
    reading = models.JSONField(default=dict)
    comment = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "digest"], name="one_picture_once"),
            models.UniqueConstraint(
                fields=["meeting", "sheet", "page"], condition=models.Q(state="read"), name="one_sheet_one_reading"
            ),
        ]


class ScanAnswer(models.Model):
    """What one person saw at one place of a page."""

    key = models.BinaryField(primary_key=True, default=random_key)
    page = models.ForeignKey(ScanPage, models.CASCADE, related_name="answers")
    place = models.CharField(max_length=80)
    turn = models.PositiveSmallIntegerField(choices=[(1, "1"), (2, "2"), (3, "3")])
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=40, null=True)  # noqa: DJ001 (None is a blank, and no grade is called "")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "place", "turn"], name="seen_once_a_turn"),
            models.UniqueConstraint(fields=["page", "place", "person"], name="nobody_sees_twice"),
        ]
