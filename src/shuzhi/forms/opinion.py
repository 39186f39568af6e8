"""Forms of opinions: visits, gathering, the public form, sorting, answers (4.2a, 4.4a)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, day, line, text
from shuzhi.forms.meeting import ReporterPick
from shuzhi.reads.opinion_choice import constituencies, own_first, reporters, sources, visits
from shuzhi.records import clock
from shuzhi.rules.opinion import ANSWERS, SORTS
from shuzhi.rules.verdict import Text


def said(words: Text) -> str:
    """For a list to choose from, whose words are plain text."""
    return words.en if (get_language() or "").startswith("en") else words.zh


class _Past(ActForm):
    on = day(_("日期"))

    def clean_on(self) -> date:
        given: date = self.cleaned_data["on"]
        if given > clock.today():
            raise forms.ValidationError(_("日期不能在今天之后。"))
        return given

    def prepare(self) -> None:
        self.fields["on"].initial = clock.today()


class VisitForm(_Past):
    """When and where, how many households, and what they said."""

    place = line(_("地点"), help_text=_("例如：港下村三组"))
    households = forms.IntegerField(label=_("走访户数"), min_value=1, max_value=2000)
    opinions = text(
        _("听到的意见"), rows=5, required=False, max_length=6000, help_text=_("一行一条，照原话记；每行成为一条意见。")
    )
    note = text(_("备注"), rows=2, required=False, max_length=2000)


class _Visit(forms.ModelChoiceField):
    def label_from_instance(self, visit: Any) -> str:
        return f"{visit.on:%Y-%m-%d} {visit.place}"


class RecordOpinionForm(_Past):
    """What was said, how it came, about whom; the voter's name only if willing."""

    text = text(_("意见"), rows=4, max_length=2000, help_text=_("照原话记，一次一条。"))
    source = forms.ChoiceField(label=_("怎样收到的"))
    reporter = ReporterPick(label=_("对哪位代表"), queryset=None, required=False, empty_label=_("不针对某一位"))
    voter_name = line(_("选民姓名"), required=False, max_length=40, help_text=_("愿意署名才写；只有承办单位看得到。"))
    constituency: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("选区"), queryset=None, required=False, empty_label=_("同代表的选区")
    )
    visit = _Visit(label=_("哪次走访"), queryset=None, required=False, empty_label=_("不是走访"))

    def prepare(self) -> None:
        super().prepare()
        self.fields["source"].choices = [(key, said(t)) for key, t in sources(self.subject)]  # type: ignore[attr-defined]
        self.fields["reporter"].queryset = reporters(self.subject)  # type: ignore[attr-defined]
        self.fields["reporter"].initial = own_first(self.actor, self.subject)
        self.fields["constituency"].queryset = constituencies(self.subject)  # type: ignore[attr-defined]
        self.fields["visit"].queryset = visits(self.subject)  # type: ignore[attr-defined]


class SendOpinionForm(ActForm):
    """The public form: what, about whom, and a name if one likes."""

    reporter = ReporterPick(label=_("对哪位代表"), queryset=None, required=False, empty_label=_("不针对某一位"))
    text = text(
        _("你的意见"),
        rows=6,
        max_length=1000,
        help_text=_("一次说一件事，写清时间、地点，好让人去办。"),
        min_length=4,
    )
    voter_name = line(
        _("姓名"), required=False, max_length=40, help_text=_("可以不写。写了也不公开，只有承办单位看得到。")
    )
    # Filled in by programs that fill in everything; people never see it.
    website = forms.CharField(
        label=_("这一栏请留空"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def prepare(self) -> None:
        self.fields["reporter"].queryset = reporters(self.subject)  # type: ignore[attr-defined]

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(_("这一栏请留空。"))
        return ""

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        del values["website"]
        return values


class SortForm(ActForm):
    """Which of the three, who handles it, and by when."""

    sorted_as = forms.ChoiceField(label=_("属于哪一类"), widget=forms.RadioSelect)
    reporter = ReporterPick(label=_("对哪位代表"), queryset=None, required=False, empty_label=_("不针对某一位"))
    handler = line(
        _("承办"), required=False, max_length=60, help_text=_("公共事务写承办部门；属于代表本人履职的不用写。")
    )
    due_on = day(
        _("期限"), required=False, help_text=_("不填时：公共事务三个月，面广难办的六个月；本人履职按办法的工作日。")
    )
    difficult = forms.BooleanField(label=_("面广难办"), required=False)
    answer = text(_("当场怎样答复的"), rows=2, required=False, max_length=2000)

    def prepare(self) -> None:
        self.fields["sorted_as"].choices = [(key, said(t)) for key, t in SORTS.items()]  # type: ignore[attr-defined]
        self.fields["reporter"].queryset = reporters(self.subject.round)  # type: ignore[attr-defined]
        for name in ("sorted_as", "reporter", "handler", "due_on", "answer"):
            self.fields[name].initial = getattr(self.subject, name)

    @property
    def opinion(self) -> Any:
        return self.subject


class AnswerForm(ActForm):
    """Did, will, or cannot and why."""

    kind = forms.ChoiceField(label=_("办了没有"), widget=forms.RadioSelect)
    answer = text(
        _("答复"), rows=4, required=False, max_length=3000, help_text=_("办了的写怎样办的；办不了的写为什么。会公开。")
    )
    due_on = day(_("什么时候办到"), required=False, help_text=_("将要办的填日期，或者列入整改目标。"))

    def prepare(self) -> None:
        self.fields["kind"].choices = [(key, said(t)) for key, t in ANSWERS.items()]  # type: ignore[attr-defined]
        self.fields["kind"].initial = self.subject.answer_kind
        self.fields["answer"].initial = self.subject.answer

    @property
    def opinion(self) -> Any:
        return self.subject
