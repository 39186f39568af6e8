"""Forms of rectification (4.4a) and of the attendees' word (4.4b)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, DateInput, Several, day, line
from shuzhi.forms.base import text as long_text
from shuzhi.reads.rectification import voices
from shuzhi.reads.rectification_choice import due_by_default, open_measures, opinions_for, reporter_name
from shuzhi.records import clock
from shuzhi.rules.rectification import MOST_BYTES, file_kind


class _Opinions(Several):
    def label_from_instance(self, opinion: Any) -> str:
        return str(opinion.text)


class _Measure(forms.ModelChoiceField):
    def label_from_instance(self, measure: Any) -> str:
        return str(measure.text)


class _Owed:
    """Asked for by a rule, which refuses with its clause; here an empty one is no mistake of typing."""

    def validate(self, value: Any) -> None:
        if value not in (None, ""):
            super().validate(value)  # type: ignore[misc]


class _OwedLine(_Owed, forms.CharField):
    pass


class _OwedDay(_Owed, forms.DateField):
    pass


class ProposeForm(ActForm):
    """The goal, from which opinions, by when, and its first measure."""

    opinions = _Opinions(label=_("从哪些意见来"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    text = long_text(_("整改目标"), rows=3, max_length=1000, help_text=_("写到什么程度算办成，要看得见。"))
    due_on = _OwedDay(label=_("什么时候办成"), widget=DateInput())
    measure = _OwedLine(label=_("第一条措施"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    owner = _OwedLine(label=_("由谁办"), max_length=60)
    measure_due_on = _OwedDay(label=_("措施什么时候完成"), widget=DateInput())

    def prepare(self) -> None:
        self.fields["opinions"].queryset = opinions_for(self.subject)  # type: ignore[attr-defined]
        self.fields["owner"].initial = reporter_name(self.subject)
        self.fields["due_on"].initial = due_by_default(self.subject)


class AddMeasureForm(ActForm):
    """What, who, by when."""

    text = long_text(_("措施"), rows=2, max_length=1000)
    owner = line(_("由谁办"), max_length=60)
    due_on = day(_("什么时候完成"))

    def prepare(self) -> None:
        self.fields["owner"].initial = reporter_name(self.subject.reporter)
        self.fields["due_on"].initial = self.subject.due_on


class ProgressForm(ActForm):
    """What was done, and the picture or paper that shows it."""

    on = day(_("日期"))
    text = long_text(_("办了什么"), rows=3, max_length=2000)
    measure = _Measure(label=_("哪一条措施"), queryset=None, required=False, empty_label=_("整个目标"))
    finishes = forms.BooleanField(label=_("这条措施已经完成"), required=False)
    evidence = forms.FileField(
        label=_("凭据"),
        required=False,
        allow_empty_file=True,
        help_text=_("照片（JPG、PNG）或 PDF，不超过 8 MB。只有参加本轮工作的人可以下载。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
    )

    def prepare(self) -> None:
        self.fields["on"].initial = clock.today()
        self.fields["measure"].queryset = open_measures(self.subject)  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        given: date = self.cleaned_data["on"]
        if given > clock.today():
            raise forms.ValidationError(_("日期不能在今天之后。"))
        return given

    def clean_evidence(self) -> tuple[str, bytes] | None:
        given = self.cleaned_data.get("evidence")
        if not given:
            return None
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 8 MB。"))
        data = given.read()
        if file_kind(data) is None:
            raise forms.ValidationError(_("凭据须是 JPG、PNG 图片或 PDF 文件。"))
        return str(given.name), data

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("finishes") and not values.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _("请选完成的是哪一条措施。"))
        return values


class FinishForm(ActForm):
    """What came of it."""

    outcome = long_text(_("办成了什么"), rows=4, max_length=2000, help_text=_("会公开。"))


class ConfirmForm(ActForm):
    """Who attended, and done or not yet."""

    done = forms.TypedChoiceField(
        label=_("办好了没有"),
        choices=[("yes", _("办好了")), ("no", _("还没有办好"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    name = line(_("姓名"), max_length=40)
    tail = forms.RegexField(
        r"^[0-9]{4}$",
        label=_("电话末四位"),
        max_length=4,
        strip=True,
        error_messages={"invalid": _("请填四位数字。")},
        help_text=_("会议签到时留的电话。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def prepare(self) -> None:
        # Without a name beside it a voice asks for no reason.
        self.fields["done"].initial = None

    @property
    def goal(self) -> Any:
        return self.subject

    @property
    def voices(self) -> tuple[int, int]:
        """How many have said done, and how many not yet."""
        return voices(self.subject)
