"""Forms of the honours (5.4)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, SittingForm, text
from shuzhi.reads.honour_facts import open_programmes


class _Programme(forms.ModelChoiceField):
    def label_from_instance(self, programme: Any) -> str:
        return str(programme.title)


class Nominate(ActForm):
    """In which programme, and on what grounds."""

    programme = _Programme(label=_("述职工作"), queryset=None, empty_label=None)
    grounds = text(
        _("推荐理由"),
        rows=4,
        max_length=1000,
        help_text=_("是否述职、测评票数、整改和履职记录会一并存下，不必重写。"),
    )

    def prepare(self) -> None:
        found = open_programmes()
        self.offer_records("programme", found)
        self.fields["programme"].initial = found.first()


class Check(ActForm):
    """What the district office found."""

    finding = text(_("审核意见"), rows=4, max_length=1000)


class Decide(SittingForm):
    """The chairpersons' meeting that decided."""


class Decline(ActForm):
    """Why not."""

    because = text(_("原因"), rows=3, max_length=500)
