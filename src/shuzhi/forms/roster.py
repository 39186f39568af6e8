"""Forms of the roster (2.2–2.4, 4.1b)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, SittingForm, line, text
from shuzhi.reads.roster_choice import Candidate, bodies_deciding, candidates
from shuzhi.reads.study import deputies
from shuzhi.rules.roles import RoundKind


class _Deputy(forms.ModelChoiceField):
    def label_from_instance(self, mandate: Any) -> str:
        return str(mandate.person.name)


class _Nominate(ActForm):
    """A deputy of the round's groups, and on what grounds; ``candidates`` shows each one's record."""

    mandate = _Deputy(
        label=_("代表"),
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("请选一名代表。"), "invalid_choice": _("请从表里选一名代表。")},
    )
    grounds = text(
        _("提名理由"),
        rows=3,
        max_length=500,
        help_text=_("履职情况怎样，为什么请这位代表述职。履职档案里已核实的条数会一并记下。"),
    )

    def round(self) -> Any:
        return self.subject

    def prepare(self) -> None:
        self.offer_records("mandate", deputies(self.round()))

    def candidates(self) -> list[Candidate]:
        return candidates(self.round())


class Propose(_Nominate):
    """A name for the list (2.3)."""


class Substitute(_Nominate):
    """Who takes the place of the reporter excused (4.1b)."""

    def round(self) -> Any:
        return self.subject.round


class Strike(ActForm):
    """Why the name comes off, if one likes to say."""

    because = line(_("原因"), required=False, max_length=200)


class Excuse(ActForm):
    """Why the reporter is excused."""

    because = text(_("免述的原因"), rows=3, max_length=500, help_text=_("例如：生病住院、工作调离。原因会存档。"))


class Meet(SittingForm):
    """The meeting of the presidium, or of the group, about the list (4.1b)."""

    body: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("开会的小组"), queryset=None, empty_label=None)
    attended = forms.IntegerField(label=_("到会人数"), min_value=1, max_value=2000)
    widened = forms.BooleanField(label=_("扩大到代表小组长"), required=False)
    decision = text(_("会议意见"), rows=3, required=False, max_length=2000)
    minutes_number = line(_("会议纪要编号"), required=False, max_length=40)

    field_order = ("body", "sat_on", "chair", "attended", "widened", "decision", "conditions", "minutes_number")

    def prepare(self) -> None:
        bodies = bodies_deciding(self.actor, self.subject)
        field = self.fields["body"]
        self.offer_records("body", type(bodies[0]).objects.filter(pk__in=[b.pk for b in bodies]))
        field.initial = bodies[0].pk
        if len(bodies) == 1:
            field.widget, field.required = forms.HiddenInput(), False
        if self.subject.round.kind != RoundKind.TOWN:
            del self.fields["widened"]
