"""The office's own templates (自备模板, D0011): every version with its bytes, who brought it and when."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Body


class Template(Record):
    """One version of a body's own template for one kind of paper; ``paper`` is its name in the table of papers.

    ``uses`` and ``flaws`` are what the check found when it came; ``removed`` what was taken out of the file.
    """

    noun = "template"

    body = models.ForeignKey(Body, models.PROTECT, related_name="templates")
    paper = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    filename = models.CharField(max_length=120)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=40)
    uses = models.JSONField(default=list)
    flaws = models.JSONField(default=list)
    removed = models.JSONField(default=list)
    state = state_field("template")

    class Meta:
        ordering = ["-version", "-pk"]
        constraints = [
            state_check("template"),
            models.UniqueConstraint(fields=["body", "paper", "version"], name="template_version_once"),
            models.UniqueConstraint(fields=["body", "paper"], condition=Q(state="adopted"), name="template_one_in_use"),
        ]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("every version of a template is kept")
