"""Forms of the papers that are sent (D0010)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, line, text
from shuzhi.papers.sending import ToSend, kept_of_round, of_programme, on_its_way
from shuzhi.reads.sight import NotVisible


class SendForm(ActForm):
    """Which paper; it is made anew from the records as they are, so that what is sent is what they say.

    Its Word file comes out of the office's own template where one is in use (D0013).
    """

    paper = forms.ChoiceField(label=_("文件"), help_text=_("印发的是按现有记录排好的文件，编号、日期自动填上。"))

    def prepare(self) -> None:
        english = (get_language() or "").startswith("en")
        self.papers = {one.key: one for one in self.offered()}
        self.offer("paper", [(key, one.label.en if english else one.label.zh) for key, one in self.papers.items()])

    def offered(self) -> list[ToSend]:
        return kept_of_round(self.subject)

    def clean_paper(self) -> str:
        """The paper's key; the paper itself is made here, for those alone who may see it."""
        key: str = self.cleaned_data["paper"]
        chosen = self.papers[key]
        try:
            self.document = chosen.paper.build(self.actor, chosen.about)
        except NotVisible as error:
            raise forms.ValidationError(_("没有这份文件。")) from error
        return key

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        chosen = self.papers[values.pop("paper")]
        return values | {
            "name": chosen.paper.name,
            "about": chosen.about,
            "document": self.document,
            **on_its_way(chosen.paper, chosen.about, self.document),
        }


class IssueForm(SendForm):
    """Which paper of the programme as a whole."""

    def offered(self) -> list[ToSend]:
        return of_programme(self.subject)


class WithdrawForm(ActForm):
    """Why a sent paper is taken back."""

    because = text(_("撤回原因"), rows=3, max_length=1000, help_text=_("编号不再给别的文件用，撤回的这份留着备查。"))


class CodeForm(ActForm):
    """A body's 机关代字."""

    code = line(
        _("机关代字"),
        max_length=12,
        help_text=_("发文字号里年份前面的字，由本机关自定，例如“东港人大发”。编号按年度自动往下排。"),
    )

    def prepare(self) -> None:
        self.initial = {"code": self.subject.issuing_code, **self.initial}
