"""The journal: append-only, each line chained to the one before by its hash."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any

from django.db import connection, models

FIRST = "0" * 64


def last_digest() -> str:
    """The digest the next line continues; held until the transaction ends.

    SQLite has one writer anyway. PostgreSQL would let two acts read the same last line, so the table is
    locked against writers; readers are not kept waiting.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE records_entry IN EXCLUSIVE MODE")
    return Entry.objects.order_by("-pk").values_list("digest", flat=True).first() or FIRST


class Entry(models.Model):
    """One act performed: who, in which office, on what, from which state to which, and with what reason."""

    at = models.DateTimeField()
    act = models.CharField(max_length=40)
    person = models.ForeignKey("records.Person", models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=40, blank=True)
    office = models.CharField(max_length=30)
    noun = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    round = models.ForeignKey("records.Round", models.PROTECT, null=True, related_name="journal")
    source = models.CharField(max_length=16, blank=True)
    target = models.CharField(max_length=16, blank=True)
    detail = models.JSONField(default=dict)
    cautions = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    once = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - NULL is "no token"
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["noun", "subject"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("the journal is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("the journal is append-only")

    def content(self) -> dict[str, Any]:
        """What the hash covers, in a form that reads back the same from any database."""
        return {
            "at": self.at.astimezone(UTC).isoformat(),
            "act": self.act,
            "person": self.person_id,
            "person_name": self.person_name,
            "office": self.office,
            "noun": self.noun,
            "subject": self.subject,
            "round": self.round_id,
            "source": self.source,
            "target": self.target,
            "detail": self.detail,
            "cautions": self.cautions,
            "reason": self.reason,
            "previous": self.previous,
        }

    def computed_digest(self) -> str:
        line = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(line.encode()).hexdigest()
