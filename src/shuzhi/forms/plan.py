"""Forms of the plan (4.1a): its text, three dates, and the schedule planned back from the meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, SittingForm, day, text
from shuzhi.papers.plan_draft import draft
from shuzhi.reads.plan import latest, window
from shuzhi.reads.programme import edition_of
from shuzhi.records import clock
from shuzhi.rules.deadlines import calendar_note, plan_back, shift_working_days
from shuzhi.rules.plan import holder
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text

EXTRA = 3


class DraftPlan(ActForm):
    """A schedule line left blank is planned back from the meeting in working days."""

    text = text(_("方案正文"), rows=16, help_text=_("标着〔待填〕的地方，提交以前要填好；现在可以先存着。"))
    starts_on = day(_("开始日期"))
    meeting_on = day(_("述职会议日期"), help_text=_("日程从这一天往前、往后推算；会议可以放在周末。"))
    ends_on = day(_("结束日期"))

    @property
    def round(self) -> Any:
        return self.subject

    def prepare(self) -> None:
        round_ = self.round
        self.kind = RoundKind(round_.kind)
        self.tasks = edition_of(round_.programme).tasks(self.kind)
        for task in self.tasks:
            self.fields[f"due_{task.key}"] = day(task.title, required=False)
        for number in range(1, EXTRA + 1):
            self.fields[f"extra_title_{number}"] = forms.CharField(label=_("事项"), required=False, max_length=80)
            self.fields[f"extra_due_{number}"] = day(_("日期"), required=False)
            self.fields[f"extra_owner_{number}"] = forms.CharField(label=_("由谁办"), required=False, max_length=40)
        self.first_values()

    def first_values(self) -> None:
        """A draft that fits: a meeting far enough ahead, the window's dates where they hold today."""
        today, limits = clock.today(), window(self.round)
        lead = max((-task.offset for task in self.tasks), default=35)
        meeting = shift_working_days(today, lead + 1)
        tail = max((task.offset for task in self.tasks), default=20)
        end = shift_working_days(meeting, tail)
        self.fields["starts_on"].initial = today
        self.fields["meeting_on"].initial = meeting
        self.fields["ends_on"].initial = min(end, limits.end) if limits.end and limits.end > meeting else end
        self.fields["text"].initial = draft(self.round)

    @property
    def schedule(self) -> list[dict[str, Any]]:
        """The schedule's lines as the page lays them out, by stage."""
        return [
            {
                "field": self[f"due_{task.key}"],
                "title": task.title,
                "clause": task.source,
                "who": holder(self.kind, task.holder),
                "offset": offset_words(task.offset),
                "stage": STATES["round"][task.stage],
            }
            for task in sorted(self.tasks, key=lambda t: (list(STATES["round"]).index(t.stage), t.offset))
        ]

    @property
    def note(self) -> Text | None:
        """What must be said of the dates that would be planned: a year whose holidays are not known (4.1a)."""
        given = self["meeting_on"].value()
        try:
            meeting = given if isinstance(given, date) else date.fromisoformat(given or "")
            return calendar_note(meeting, *(line.due for line in plan_back(self.tasks, meeting)))
        except (ValueError, OverflowError):
            return None

    @property
    def extras(self) -> list[list[Any]]:
        return [[self[f"extra_{part}_{n}"] for part in ("title", "due", "owner")] for n in range(1, EXTRA + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, meeting, end = (given.get(name) for name in ("starts_on", "meeting_on", "ends_on"))
        if start and end and end < start:
            self.add_error("ends_on", _("结束日期在开始日期之前。"))
        elif start and end and meeting and not start <= meeting <= end:
            self.add_error("meeting_on", _("述职会议要在开始和结束日期之间。"))
        for number in range(1, EXTRA + 1):
            title, due = given.get(f"extra_title_{number}"), given.get(f"extra_due_{number}")
            if title and not due:
                self.add_error(f"extra_due_{number}", _("请写明日期。"))
            if due and not title:
                self.add_error(f"extra_title_{number}", _("请写明事项。"))
        return given

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        dues = {t.key: given[f"due_{t.key}"] for t in self.tasks if given.get(f"due_{t.key}")}
        extra = [
            (given[f"extra_title_{n}"], given[f"extra_due_{n}"], given[f"extra_owner_{n}"])
            for n in range(1, EXTRA + 1)
            if given.get(f"extra_title_{n}")
        ]
        kept = {name: given[name] for name in ("text", "starts_on", "meeting_on", "ends_on", "reason", "once")}
        return {**kept, "dues": {} if given.get("again") else dues, "extra": extra}


class RevisePlan(DraftPlan):
    """The version that stands, to be changed; or every date planned anew from the meeting."""

    again = forms.BooleanField(
        label=_("按会议日期重新推算全部日程"),
        required=False,
        help_text=_("勾选后，下面填的日程日期不用，全部从会议日期重新推算。"),
    )

    @property
    def round(self) -> Any:
        return self.subject.round

    def first_values(self) -> None:
        version = latest(self.subject)
        for name in ("text", "starts_on", "meeting_on", "ends_on"):
            self.fields[name].initial = getattr(version, name)
        number = 0
        for task in version.tasks:
            if task["key"] and f"due_{task['key']}" in self.fields:
                self.fields[f"due_{task['key']}"].initial = date.fromisoformat(task["due"])
            elif not task["key"] and number < EXTRA:
                number += 1
                self.fields[f"extra_title_{number}"].initial = task["title"]
                self.fields[f"extra_due_{number}"].initial = date.fromisoformat(task["due"])
                self.fields[f"extra_owner_{number}"].initial = task["owner"]


def offset_words(days: int) -> Text:
    """会前 35 个工作日."""
    if days == 0:
        return Text("会议当天", "the day of the meeting")
    unit = "working day" if abs(days) == 1 else "working days"
    if days < 0:
        return Text("会前 {n} 个工作日", f"{{n}} {unit} before").format(n=-days)
    return Text("会后 {n} 个工作日", f"{{n}} {unit} after").format(n=days)


class Sat(SittingForm):
    """A sitting that has been held."""

    def clean_sat_on(self) -> date:
        day_: date = self.cleaned_data["sat_on"]
        if day_ > clock.today():
            raise forms.ValidationError(_("会议还没有开，开过以后再登记。"))
        return day_


class AdoptPlan(Sat):
    def prepare(self) -> None:
        self.fields["decision"].initial = _("原则通过实施方案和日程安排。")


class ReturnPlan(Sat):
    remarks = text(_("修改意见"), rows=4, help_text=_("写明哪里要改；意见会留在这一稿旁边。"))

    def prepare(self) -> None:
        self.fields["decision"].initial = _("退回修改。")
