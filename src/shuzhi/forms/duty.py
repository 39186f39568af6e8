"""Forms of the duty ledger (2.3, 3): short, so that an entry takes half a minute."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, day, line, text
from shuzhi.reads.duty_facts import aspects
from shuzhi.records import clock
from shuzhi.rules.duty import kinds_of
from shuzhi.rules.mandate import GROUNDS
from shuzhi.rules.verdict import Text


def said(words: Text) -> str:
    """For a list to choose from, whose words are plain text."""
    return words.en if (get_language() or "").startswith("en") else words.zh


def kind_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds under their aspects."""
    found = aspects()
    kinds = kinds_of(a.key for a in found)
    return [(said(a.title), [(k.key, said(k.text)) for k in kinds[a.key]]) for a in found if kinds[a.key]]


WHOSE = [("no", _("本人做的")), ("yes", _("集体做的，本人参加"))]


def _whose(required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("个人还是集体"),
        choices=WHOSE,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
    )


def _past(given: date | None) -> date | None:
    if given and given > clock.today():
        raise forms.ValidationError(_("日期不能在今天之后。"))
    return given


class Record(ActForm):
    """When, what kind, what, and whether in person."""

    on = day(_("日期"))
    kind = forms.ChoiceField(label=_("做了什么"))
    title = line(_("内容"), max_length=120, help_text=_("例如：向镇人大提出港下村东路装路灯的建议"))
    detail = text(
        _("补充说明"), rows=2, required=False, max_length=2000, help_text=_("结果怎样、谁受益，可以以后再补。")
    )
    collective = _whose(True)

    def prepare(self) -> None:
        self.offer("kind", kind_choices())
        self.fields["on"].initial = clock.today()
        self.fields["collective"].initial = "no"

    def clean_on(self) -> date | None:
        return _past(self.cleaned_data.get("on"))


class Check(ActForm):
    """What is wrong in the entry is put right here; what is left empty stays as it was."""

    on = day(_("日期"), required=False)
    kind = forms.ChoiceField(label=_("做了什么"), required=False)
    title = line(_("内容"), required=False, max_length=120)
    detail = text(_("补充说明"), rows=2, required=False, max_length=2000, empty_value=None)
    collective = _whose(False)
    answer = text(_("对异议的答复"), rows=2, required=False, max_length=500)

    def prepare(self) -> None:
        self.offer("kind", kind_choices())
        for name in ("on", "kind", "title", "detail"):
            self.fields[name].initial = getattr(self.subject, name)
        self.fields["collective"].initial = "yes" if self.subject.collective else "no"
        if self.subject.state != "disputed":
            del self.fields["answer"]

    def clean_on(self) -> date | None:
        return _past(self.cleaned_data.get("on"))


class Dispute(ActForm):
    """What is not right."""

    objection = text(_("哪里不对"), rows=3, max_length=500)


class Withdraw(ActForm):
    """Why the entry should not stand."""

    because = text(_("撤销的原因"), rows=3, max_length=500, help_text=_("例如：与另一条重复；记到了别人名下。"))


class EndMandate(ActForm):
    """On which day, on which of the grounds the law lists."""

    until = day(_("终止日期"))
    grounds = forms.ChoiceField(label=_("终止情形"), widget=forms.RadioSelect)
    note = line(_("说明"), required=False, max_length=80)

    def prepare(self) -> None:
        self.offer("grounds", [(key, said(words)) for key, words in GROUNDS.items()])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        until, since = given.get("until"), self.subject.since
        if until and until > clock.today():
            self.add_error("until", _("日期不能在今天之后。"))
        if until and since and until < since:
            self.add_error("until", _("终止日期早于任职日期。"))
        return given
