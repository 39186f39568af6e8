"""Forms of the evaluation: printing sheets, checking paper in, typing it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm
from shuzhi.papers import cards
from shuzhi.papers.sheets import form, press
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import piles, reporters_of
from shuzhi.rules.sheet import TWO_MARKS

MOST_SHEETS = 1000
BLANK_KEY, TWO_MARKS_KEY = "0", "9"


class IssueForm(ActForm):
    """How many sheets of each pile, on which paper, and where their QR leads."""

    paper = forms.ChoiceField(
        label=_("纸张"), choices=[("A4", "A4"), ("A5", "A5")], initial="A4", widget=forms.RadioSelect
    )
    large = forms.BooleanField(label=_("大字"), required=False, initial=True)
    comments = forms.BooleanField(
        label=_("留出写意见的地方"),
        required=False,
        initial=True,
        help_text=_("每页下方留一个方框，给用笔填的人写话；题多的，可能要多印一页。"),
    )
    address = forms.CharField(
        label=_("二维码里的网址"),
        max_length=88,
        help_text=_("到会的人用手机能打开的地址，以 /s 结尾。印出来以后不能再改。"),
        validators=[
            RegexValidator(r"^https?://[!-\"$-~]{1,80}$", _("请写完整的网址，例如 http://192.168.1.10:8000/s"))
        ],
    )

    def prepare(self) -> None:
        self.piles = piles(self.subject)
        for pile in self.piles:
            self.fields[f"n_{pile.key}"] = forms.IntegerField(
                label=f"{pile.who}：{pile.names}",
                min_value=0,
                max_value=MOST_SHEETS,
                initial=0 if pile.issued else pile.wanted,
                help_text=_("已印 %(issued)s 张。可以填表的有 %(people)s 人，另备几张。")
                % {"issued": pile.issued, "people": pile.attendees},
            )
        self.fields["address"].initial = self.subject.sheet_address
        self.order_fields([*(f"n_{pile.key}" for pile in self.piles), "paper", "large", "comments", "address"])

    @property
    def pile_fields(self) -> list[forms.BoundField]:
        return [self[f"n_{pile.key}"] for pile in self.piles]

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        values |= {"press": press, "form": form}
        values["numbers"] = {pile.key: values.pop(f"n_{pile.key}") for pile in self.piles}
        return values


class OpenForm(ActForm):
    """Opening asks nothing and answers with the scrutineers' cards."""

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"cards": cards.press}


class AdmitForm(ActForm):
    """The code of one paper sheet, scanned or typed."""

    code = forms.CharField(label=_("编码"), max_length=200)


class EntryForm(ActForm):
    """One paper sheet under its slip number: one figure an answer, typed fast.

    1, 2, 3 … are the grades in the sheet's order; 0 or nothing is a blank; 9 is two marks.
    """

    kind = forms.IntegerField(widget=forms.HiddenInput, max_value=2**62)
    slip = forms.IntegerField(label=_("编号"), min_value=1, max_value=MOST_SHEETS)
    void = forms.BooleanField(label=_("整张作废"), required=False)

    def prepare(self) -> None:
        edition = edition_of(self.subject)
        self.keys: dict[str, str | None] = {
            **{str(n): g.key for n, g in enumerate(edition.grades, 1)},
            "": None,
            BLANK_KEY: None,
            TWO_MARKS_KEY: TWO_MARKS,
        }
        kind = self.subject.sheet_kinds.filter(pk=_whole(self.data.get("kind"))).first() if self.is_bound else None
        on_it = set(kind.reporters.values_list("pk", flat=True)) if kind else set()
        self.rows = [
            (r, [(q, f"a-{r.pk}-{q.key}") for q in edition.questions])
            for r in reporters_of(self.subject)
            if r.pk in on_it
        ]
        for reporter, questions in self.rows:
            for question, name in questions:
                self.fields[name] = forms.CharField(
                    label=f"{reporter.mandate.person.name} {question.text.zh}", required=False, max_length=1
                )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for _reporter, questions in self.rows:
            for _question, name in questions:
                if name in values and values[name].strip() not in self.keys:
                    self.add_error(name, _("请按 1–%(most)s，没填按 0，填了两个按 9。") % {"most": len(self.keys) - 3})
        return values

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        answers = {
            str(reporter.pk): {question.key: self.keys[values.pop(name).strip()] for question, name in questions}
            for reporter, questions in self.rows
        }
        values["answers"] = None if values.pop("void") else answers
        return values


def _whole(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
