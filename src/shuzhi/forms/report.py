"""Forms of the report (3, 5.3): one long text an aspect."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, day, line
from shuzhi.forms.base import text as long_text
from shuzhi.reads.report_text import advice_points, aspects_of, last_sections
from shuzhi.records import clock
from shuzhi.rules.report import length, tells
from shuzhi.rules.verdict import Text

PREFIX = "section_"


def _said(words: Text) -> str:
    return words.en if (get_language() or "").startswith("en") else words.zh


class WriteForm(ActForm):
    """The five aspects and 不足与打算, each its own section; an unfinished draft may be saved."""

    def prepare(self) -> None:
        # A page that shows the report anyway hands its text in as ``initial``.
        written = {} if self.is_bound or self.initial else last_sections(self.subject)
        for aspect in aspects_of(self.subject):
            self.fields[PREFIX + aspect.key] = forms.CharField(
                label=_said(aspect.title),
                required=False,
                max_length=6000,
                initial=written.get(aspect.key, ""),
                help_text=_said(aspect.prompt),
                widget=forms.Textarea(attrs={"rows": 8}),
            )

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        sections = {k.removeprefix(PREFIX): values.pop(k) for k in list(values) if k.startswith(PREFIX)}
        # A section the browser did not send keeps its last text.
        return values | {"sections": {k: v for k, v in sections.items() if self.add_prefix(PREFIX + k) in self.data}}


class SubmitForm(ActForm):
    """Nothing to fill in: the sections are read once more before they are handed in."""

    @property
    def rows(self) -> list[tuple[Any, str, int, int]]:
        """(aspect, text, characters, words to look at again) of each section."""
        written = last_sections(self.subject.reporter)
        return [
            (a, text, length(text), len(tells(text)))
            for a in aspects_of(self.subject.reporter)
            for text in [written.get(a.key, "")]
        ]

    @property
    def total(self) -> int:
        return sum(n for _a, _t, n, _w in self.rows)


class GuideForm(ActForm):
    """Who guided whom, when and where, and what was advised."""

    on = day(_("日期"))
    guide = line(_("指导人"), max_length=40)
    place = line(_("地点"), required=False, max_length=60)
    advice = long_text(_("指导意见"), rows=6, max_length=4000)

    def prepare(self) -> None:
        self.fields["on"].initial = clock.today()
        self.fields["guide"].initial = self.actor.name
        points = "；".join(_said(t) for t in advice_points(self.subject))
        self.fields["advice"].help_text = points

    def clean_on(self) -> date:
        given: date = self.cleaned_data["on"]
        if given > clock.today():
            raise forms.ValidationError(_("日期不能在今天之后。"))
        return given


class ReturnForm(ActForm):
    """What is to be changed."""

    remarks = long_text(_("退回意见"), rows=5, max_length=4000, help_text=_("写明哪一部分、怎样改。"))
