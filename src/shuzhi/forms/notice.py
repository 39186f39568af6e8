"""Forms of the notice to the voters (4.4b)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, day, line, text
from shuzhi.reads.notice import suggested_text


class DraftNotice(ActForm):
    title = line(_("标题"), max_length=120)
    circle = line(_("通报范围"), max_length=120, help_text=_("向谁通报，例如：本选区选民代表和村民组长。"))
    manner = line(_("通报方式"), max_length=60, help_text=_("例如：选民代表会议、村务公开栏、上门告知。"))
    on = day(_("通报日期"), required=False)
    told = forms.IntegerField(label=_("告知人数"), min_value=0, max_value=100_000, required=False)
    text = text(_("通报内容"), rows=14)

    def prepare(self) -> None:
        suggested = suggested_text(self.actor, self.subject)
        self.initial = {
            "title": suggested.title,
            "text": suggested.text,
            "circle": suggested.circle,
            **self.initial,
        }


class ReviseNotice(DraftNotice):
    def prepare(self) -> None:
        kept = self.subject
        self.initial = {
            name: getattr(kept, name) for name in ("title", "circle", "manner", "on", "told", "text")
        } | dict(self.initial)


class WithdrawNotice(ActForm):
    because = text(_("撤回原因"), rows=3, max_length=1000, help_text=_("撤回原因会公开显示。"))
