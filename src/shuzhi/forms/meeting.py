"""Forms of the meeting: its arrangements, posts, floor questions and close."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, Several, line, moment
from shuzhi.forms.base import text as long_text
from shuzhi.reads.meeting_checks import possible_posts, reporters_to_meet, suggested_title
from shuzhi.reads.result import edition_of
from shuzhi.rules.roles import OFFICE_NAMES, Office
from shuzhi.rules.verdict import Text

WHO_RATES = [("own", _("参加人员测评本选区的述职代表")), ("all", _("参加人员测评全部述职代表"))]


class ReporterChoice(Several):
    """Reporters by name and constituency."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.mandate.person.name}　{obj.mandate.constituency or ''}"


class ReporterPick(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.mandate.person.name)


class PersonPick(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}　{obj.post}" if obj.post else str(obj.name)


class ArrangementsForm(ActForm):
    """Time, place, chair, reporters, and who rates whom."""

    title = line(_("会议名称"), max_length=80)
    starts_at = moment(_("开会时间"))
    place = line(_("地点"))
    chair = line(_("主持人"), max_length=40)
    reporters = ReporterChoice(
        label=_("述职代表"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("按名单顺序述职，顺序可在议程中调整。"),
    )
    who_rates = forms.ChoiceField(label=_("谁测评谁"), choices=WHO_RATES, widget=forms.RadioSelect, initial="own")


class PlanMeetingForm(ArrangementsForm):
    def prepare(self) -> None:
        found = reporters_to_meet(self.subject)
        self.offer_records("reporters", found)
        self.fields["title"].initial = suggested_title(self.subject)
        self.fields["reporters"].initial = [r.pk for r in found]


class ArrangeMeetingForm(ArrangementsForm):
    """The arrangements and the agenda's order, minutes and speakers."""

    def prepare(self) -> None:
        meeting = self.subject
        for name in ("title", "starts_at", "place", "chair", "who_rates"):
            self.fields[name].initial = getattr(meeting, name)
        self.offer_records("reporters", reporters_to_meet(meeting.round, meeting))
        self.fields["reporters"].initial = list(meeting.reporters.values_list("pk", flat=True))
        self.items = list(meeting.agenda.select_related("reporter__mandate__person"))
        for item in self.items:
            self.fields[f"order_{item.pk}"] = forms.IntegerField(
                label=_("顺序"), min_value=1, max_value=99, initial=item.order, required=False
            )
            self.fields[f"minutes_{item.pk}"] = forms.IntegerField(
                label=_("分钟"), min_value=1, max_value=300, initial=item.minutes, required=False
            )
            self.fields[f"speaker_{item.pk}"] = line(_("由谁"), required=False, initial=item.speaker)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        agenda = []
        for item in self.items:
            order, minutes = values.pop(f"order_{item.pk}", None), values.pop(f"minutes_{item.pk}", None)
            speaker = values.pop(f"speaker_{item.pk}", None)
            row = {"item": item.pk, "order": order or item.order, "minutes": minutes or item.minutes}
            if f"speaker_{item.pk}" in self.data:
                row["speaker"] = speaker or ""
            agenda.append(row)
        values["agenda"] = agenda
        return values

    def agenda_rows(self) -> list[dict[str, Any]]:
        """For the template: each item with its three fields."""
        return [
            {
                "item": i,
                "order": self[f"order_{i.pk}"],
                "minutes": self[f"minutes_{i.pk}"],
                "speaker": self[f"speaker_{i.pk}"],
            }
            for i in self.items
        ]

    @property
    def title_of(self) -> dict[str, Any]:
        """For the template: the regulation's name of each item."""
        return {i.key: i.title for i in edition_of(self.subject).agenda}

    def plain_fields(self) -> list[Any]:
        """For the template: the fields above the agenda."""
        return [self[name] for name in ("title", "starts_at", "place", "chair", "reporters", "who_rates")]


class AppointForm(ActForm):
    """A post for a known person or a new name; posts already held may be given up."""

    office = forms.ChoiceField(
        label=_("担任"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(o.value, OFFICE_NAMES[o]) for o in (Office.SCRUTINEER, Office.TELLER, Office.RECORDER)],
    )
    person = PersonPick(label=_("已登记的人员"), queryset=None, required=False, empty_label=_("（不选）"))
    name = line(
        _("或填写姓名"), required=False, max_length=40, help_text=_("名单里没有的人，填写姓名即登记为新的人员。")
    )
    drop = forms.MultipleChoiceField(label=_("不再担任"), required=False, widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        self.offer_records("person", possible_posts(self.actor, self.subject))
        self.posts = {str(p.pk): p for p in self.subject.posts.select_related("person")}
        self.offer("drop", [(pk, _post_label(p)) for pk, p in self.posts.items()])
        if not self.posts:
            del self.fields["drop"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        named, office = bool(values.get("person") or values.get("name")), values.get("office")
        if values.get("person") and values.get("name"):
            self.add_error("name", now_("已经选了人，就不要再填姓名。"))
        if office and not named:
            self.add_error("person", now_("请选一个人，或填写姓名。"))
        if named and not office:
            self.add_error("office", now_("请选担任什么。"))
        values["drop"] = [self.posts[pk] for pk in values.get("drop") or []]
        if not (office or values["drop"] or self.errors):
            self.add_error("office", now_("请选担任什么。"))
        return values


def _post_label(post: Any) -> Any:
    return Text("{o}　{n}", "{o}: {n}").format(o=OFFICE_NAMES[Office(post.office)], n=post.person.name)


class AskForm(ActForm):
    """A question from the floor."""

    text = long_text(_("问题"), rows=3, max_length=1000)
    reporter = ReporterPick(label=_("向谁提问"), queryset=None, required=False, empty_label=_("（不指定）"))
    asker = line(_("提问人"), required=False, max_length=40, help_text=_("本人愿意留名时填写。"))
    answer = long_text(_("现场答复"), rows=3, required=False, max_length=2000)
    taken_away = forms.BooleanField(
        label=_("现场答不了，带回去办"), required=False, help_text=_("记为一条意见，会后须答复。")
    )

    def prepare(self) -> None:
        self.offer_records("reporter", self.subject.reporters.select_related("mandate__person"))


class AnswerForm(ActForm):
    """The answer on the spot, or that it is taken away."""

    answer = long_text(_("现场答复"), rows=3, required=False, max_length=2000)
    taken_away = forms.BooleanField(label=_("现场答不了，带回去办"), required=False)

    def prepare(self) -> None:
        self.fields["answer"].initial = self.subject.answer

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not (values.get("answer") or values.get("taken_away") or self.errors):
            self.add_error("answer", now_("请写答复，或勾选带回去办。"))
        return values


class CloseMeetingForm(ActForm):
    closing_words = long_text(_("主持人小结"), rows=8, max_length=5000)
