"""Forms of the group appraisal (4.3b(iii)–(iv))."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm
from shuzhi.forms.base import text as long_text
from shuzhi.forms.meeting import ReporterPick
from shuzhi.reads.appraisal import suggested, to_group


class GroupForm(ActForm):
    """How many groups, and who records in each."""

    groups = forms.IntegerField(
        label=_("分几个组"),
        min_value=1,
        max_value=20,
        initial=3,
        help_text=_("同村同组的人尽量编在一起，各组人数大致相等。"),
    )
    recorders = long_text(
        _("记录人"), rows=4, required=False, max_length=400, help_text=_("一行一人，依次为第一组、第二组……的记录人。")
    )

    def prepare(self) -> None:
        there = list(self.subject.groups.values_list("recorder", flat=True))
        if there:
            self.fields["groups"].initial = len(there)
            self.fields["recorders"].initial = "\n".join(there)
            return
        posts = self.subject.posts.filter(office="recorder").values_list("person__name", flat=True)
        self.fields["recorders"].initial = "\n".join(posts)
        if posts:
            self.fields["groups"].initial = len(posts)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["recorders"] = [r.strip()[:40] for r in (values.get("recorders") or "").splitlines()]
        return values


class PlaceForm(ActForm):
    """For each who came after the groups were formed, the group they join; neighbours are suggested."""

    def prepare(self) -> None:
        self.alone = to_group(self.subject, alone=True)
        groups = list(self.subject.groups.all())
        choices = [("", _("先不编")), *((str(g.pk), g.name) for g in groups)]
        near = suggested(self.alone, groups) if groups else {}
        for person in self.alone:
            where = str(person.constituency) if person.constituency else ""
            self.fields[f"place_{person.pk}"] = forms.ChoiceField(
                label=person.name,
                help_text=where,
                choices=choices,
                required=False,
                initial=str(near.get(person.pk, "")),
            )
        self.order_fields([*(n for n in self.fields if n not in ("reason", "once")), "reason", "once"])

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        chosen = {person.pk: given.pop(f"place_{person.pk}") for person in self.alone}
        return {**given, "places": {pk: int(group) for pk, group in chosen.items() if group}}


class HandInForm(ActForm):
    """What the group says of one reporter."""

    reporter = ReporterPick(label=_("述职代表"), queryset=None, empty_label=None)
    text = long_text(
        _("评议意见"), rows=6, max_length=3000, help_text=_("成绩、不足，都照大家的原话记。不记发言人姓名。")
    )
    demands = long_text(
        _("希望和要求"),
        rows=4,
        required=False,
        max_length=2000,
        help_text=_("一行一条。汇报后每条都成为须答复的意见。"),
    )

    def prepare(self) -> None:
        self.offer_records("reporter", self.subject.meeting.reporters.select_related("mandate__person"))
