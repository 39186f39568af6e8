"""Forms of the count."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, text

MOST = 100_000


class DrawUpForm(ActForm):
    """The sheets nobody used, counted by hand pile by pile, and where missing ones went."""

    explanation = text(
        _("差额说明"),
        rows=3,
        required=False,
        max_length=1000,
        help_text=_("有测评表没有着落，或者收回的比签到的人多，写明原因，会印在计票报告单上。"),
    )

    @property
    def meeting(self) -> Any:
        return self.subject

    def prepare(self) -> None:
        self.piles = list(self.meeting.sheet_kinds.order_by("pk"))
        for pile in self.piles:
            named = (
                _("没有用的测评表") if len(self.piles) == 1 else _("没有用的测评表：%(pile)s") % {"pile": pile.label}
            )
            self.fields[f"unused_{pile.pk}"] = forms.IntegerField(
                label=named,
                min_value=0,
                max_value=MOST,
                help_text=_("发剩下的、没有人领的空白表，数两遍。数完当众撕毁。"),
            )
        self.order_fields([*(f"unused_{pile.pk}" for pile in self.piles), "explanation"])

    @property
    def unused_fields(self) -> list[forms.BoundField]:
        return [self[f"unused_{pile.pk}"] for pile in self.piles]

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        values["unused"] = {pile.pk: values.pop(f"unused_{pile.pk}") for pile in self.piles}
        return values


class ExplainForm(DrawUpForm):
    @property
    def meeting(self) -> Any:
        return self.subject.meeting

    def prepare(self) -> None:
        super().prepare()
        for pile in self.piles:
            self.fields[f"unused_{pile.pk}"].initial = self.subject.unused_by_pile.get(str(pile.pk))
        self.fields["explanation"].initial = self.subject.explanation


class SealForm(ActForm):
    """Two of the three cards that the scrutineers were given at the opening, scanned or typed."""

    card_1 = forms.CharField(
        label=_("第一张监票卡"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    card_2 = forms.CharField(
        label=_("第二张监票卡"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        values["cards"] = [values.pop("card_1"), values.pop("card_2")]
        return values


class VoidForm(ActForm):
    void_because = text(_("作废的原因"), rows=3, max_length=1000)
