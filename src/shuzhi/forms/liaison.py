"""Forms of liaison (5.2, 5.5)."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, Several, day, line, text
from shuzhi.reads.liaison import receivers, suggested_return
from shuzhi.rules.liaison import DOWNWARD, UPWARD
from shuzhi.rules.verdict import Text


def _choices(kinds: dict[str, Text]) -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    return [(key, name.en if english else name.zh) for key, name in kinds.items()]


class ReportUpward(ActForm):
    kind = forms.ChoiceField(label=_("类别"))
    title = line(_("标题"), max_length=120)
    text = text(_("内容"), rows=10)

    def prepare(self) -> None:
        self.offer("kind", _choices(UPWARD))
        suggested = suggested_return(self.subject)
        self.initial = {"title": suggested.title, "text": suggested.text, **self.initial}


class NotifyDownward(ActForm):
    kind = forms.ChoiceField(label=_("类别"))
    title = line(_("标题"), max_length=120)
    text = text(_("内容"), rows=8)
    to = Several(None, label=_("发往"), widget=forms.CheckboxSelectMultiple)
    due_on = day(_("收悉期限"), required=False)

    def prepare(self) -> None:
        self.offer("kind", _choices(DOWNWARD))
        self.offer_records("to", receivers())
