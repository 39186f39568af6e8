"""Forms of the count."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.crafts.seal import Malformed, NoCard, WrongLength, cards, read_card
from shuzhi.forms.base import ActForm, text
from shuzhi.reads.count import marks_of

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
        self.piles = list(self.meeting.sheet_kinds.all())
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


CARD = forms.Textarea(
    attrs={"rows": 3, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-card": ""}
)


class SealForm(ActForm):
    """Two of the three cards that the scrutineers were given at the opening, scanned or typed.

    A card that will not do is named with its reason, and what was typed stays.
    """

    card_1 = forms.CharField(label=_("第一张监票卡"), max_length=200, widget=CARD)
    card_2 = forms.CharField(label=_("第二张监票卡"), max_length=200, widget=CARD)

    def clean_card_1(self) -> str:
        return self._card("card_1")

    def clean_card_2(self) -> str:
        return self._card("card_2")

    def _card(self, name: str) -> str:
        text = str(self.cleaned_data[name])
        try:
            card = read_card(text)
        except NoCard as error:
            raise forms.ValidationError(_("这不是监票卡。监票卡上的字以 SZK 开头。")) from error
        except WrongLength as error:
            wrong = {"length": error.length, "whole": cards.WHOLE}
            raise forms.ValidationError(
                _("漏了字或者多了字：SZK 后面应当有 %(whole)s 个，这里有 %(length)s 个。") % wrong
            ) from error
        except Malformed as error:
            raise forms.ValidationError(_("有字打错了，请照着卡再核对一遍。")) from error
        known = marks_of(self.subject.meeting)
        if known and card.mark not in known:
            raise forms.ValidationError(_("这是别的会议的卡，或者是重新开始以前的旧卡。"))
        return text

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        both = [values.get(name) for name in ("card_1", "card_2")]
        if all(both) and len({read_card(str(text)).number for text in both}) == 1:
            self.add_error("card_2", _("这和第一张是同一张卡，请另一位拿出自己的卡。"))
        return values

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        values["cards"] = [values.pop("card_1"), values.pop("card_2")]
        return values


class VoidForm(ActForm):
    void_because = text(_("作废的原因"), rows=3, max_length=1000)
