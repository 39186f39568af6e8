"""The form on which a scrutineer decides on what was written: every comment in one go (D0002)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, line
from shuzhi.reads.comment import to_read
from shuzhi.reads.result import edition_of
from shuzhi.rules.comment import SHOWN, WITHHELD
from shuzhi.rules.verdict import Text


class WriteDownForm(ActForm):
    """What is written on the paper sheets, one comment a line."""

    comments = forms.CharField(
        label=_("写在表上的意见"),
        help_text=_(
            "把要计的一摞再打乱，从头翻一遍：写了话的照原话打，一条一行。不写是谁的、哪一号。扫描过的表不用打。"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=100_000,
    )


class TypeInForm(ActForm):
    """One handwritten comment, as it stands in the picture."""

    comment = line(_("图"), max_length=32)
    text = forms.CharField(
        label=_("照原话打"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
    )


class ReleaseForm(ActForm):
    """One choice a comment. Whoever is not a scrutineer of this meeting is shown none of them."""

    def prepare(self) -> None:
        choices = [(SHOWN, Text("公开", "Show")), *WITHHELD.items()]
        self.written = to_read(self.actor, self.subject)
        self.least = edition_of(self.subject.meeting).disclosure.least_comments.value
        few = "few" if len(self.written) < self.least else ""
        for one in self.written:
            self.fields[f"c_{one.key}"] = forms.ChoiceField(
                label=one.text,
                choices=choices,
                initial=one.decided or few,
                widget=forms.RadioSelect,
                error_messages={"required": _("请选“公开”，或者不公开的原因。")},
            )
        self.order_fields([*(f"c_{one.key}" for one in self.written), "reason", "once"])

    @property
    def comment_fields(self) -> list[forms.BoundField]:
        return [self[f"c_{one.key}"] for one in self.written]

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        values["decisions"] = {one.key: values.pop(f"c_{one.key}") for one in self.written}
        return values
