"""Papers that were sent (定稿印发, D0010): the number given for good, and every version as it went out."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Body
from shuzhi.records.programme import Programme, Round
from shuzhi.records.template import Template

NUMBERED = Q(office__isnull=False, year__isnull=False, number__gte=1) & ~Q(code="")
BARE = Q(office=None, year=None, number=None, code="")
OF_ONE = Q(round=None, programme__isnull=False) | Q(round__isnull=False, programme=None)


class SentPaper(Record):
    """One paper of a round, or of a programme as a whole: ``name`` as in the table of papers, ``about`` whom it is made for.

    A 发文字号 is the issuing body's code, the year and the number; papers of a kind that bears none have none of the
    three. The row is never deleted, so that a withdrawn paper leaves no gap.
    """

    noun = "paper"
    round_path = "round"

    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="sent_papers")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="sent_papers")
    name = models.CharField(max_length=40)
    about = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    office = models.ForeignKey(Body, models.PROTECT, null=True, related_name="sent_papers")
    code = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    withdrawn_because = models.TextField(blank=True)
    state = state_field("paper")

    class Meta:
        ordering = ["pk"]
        constraints = [
            state_check("paper"),
            models.UniqueConstraint(fields=["office", "year", "number"], name="paper_number_once"),
            models.UniqueConstraint(fields=["code", "year", "number"], name="paper_number_reads_once"),
            models.UniqueConstraint(
                fields=["round", "name", "about"], condition=Q(state="sent"), name="paper_stands_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "name", "about"], condition=Q(state="sent"), name="paper_of_programme_stands_once"
            ),
            models.CheckConstraint(condition=NUMBERED | BARE, name="paper_number_whole"),
            models.CheckConstraint(condition=OF_ONE, name="paper_of_round_or_programme"),
        ]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a paper that was sent stays on record")


class SentVersion(Record):
    """A version of a paper as it was sent; the files lie in ``records.kept`` under their digests.

    ``blocks`` is the fingerprint of what the paper said, apart from its number: by it a later change in the data shows.
    ``template`` is the version of the office's own template that the Word file came out of; None for the standard form.
    """

    round_path = "paper__round"

    paper = models.ForeignKey(SentPaper, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    sent_by = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    blocks = models.CharField(max_length=64)
    template = models.ForeignKey(Template, models.PROTECT, null=True, related_name="sent_versions")
    docx = models.CharField(max_length=64)
    docx_size = models.PositiveIntegerField()
    pdf = models.CharField(max_length=64)
    pdf_size = models.PositiveIntegerField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["paper", "version"], name="paper_version_once")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("what was sent is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("what was sent is never changed")
