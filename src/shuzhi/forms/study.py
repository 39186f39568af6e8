"""Forms of study and publicity (4.1c), doubts and answers (5.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, Several, day, line
from shuzhi.forms.base import text as long_text
from shuzhi.reads.programme import edition_of
from shuzhi.reads.study import deputies, mistaken_views, study_forms
from shuzhi.records import clock
from shuzhi.records import models as m


def _said(pairs: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    return [(key, t.en if english else t.zh) for key, t in pairs]


class _Past(ActForm):
    on = day(_("日期"))

    def clean_on(self) -> date:
        given: date = self.cleaned_data["on"]
        if given > clock.today():
            raise forms.ValidationError(_("日期不能在今天之后。"))
        return given


class _Deputies(Several):
    def label_from_instance(self, mandate: Any) -> str:
        return str(mandate.person.name)


class RecordStudy(_Past):
    """When, in which form, with what, and which deputies were there."""

    form = forms.ChoiceField(label=_("形式"))
    title = line(_("内容"), max_length=120, help_text=_("例如：学习代表法第四十五条和试点意见"))
    materials = long_text(_("学习材料"), rows=3, required=False)
    audience = forms.IntegerField(
        label=_("参加人数"), min_value=0, max_value=32_000, required=False, help_text=_("不填时按到会代表人数计。")
    )
    attended = _Deputies(label=_("到会代表"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    whole_groups = Several(label=_("全组到会"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        edition = edition_of(self.subject.programme)
        self.offer("form", _said(study_forms(edition)))
        self.asked = list(deputies(self.subject).order_by("group__name", "person__sort_key", "pk"))
        self.offer_records("attended", deputies(self.subject))
        self.offer_records("whole_groups", m.Body.objects.filter(pk__in={x.group_id for x in self.asked}))
        self.fields["on"].initial = clock.today()

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The deputies group by group, each ticked or not, as the page draws them."""
        ticked = {str(value) for value in self["attended"].value() or ()}
        whole = {str(value) for value in self["whole_groups"].value() or ()}
        drawn: dict[int, dict[str, Any]] = {}
        for one in self.asked:
            line = {
                "pk": one.pk,
                "name": one.person.name,
                "ticked": str(one.pk) in ticked or str(one.group_id) in whole,
            }
            found = drawn.setdefault(
                one.group_id,
                {"pk": one.group_id, "name": one.group.name, "deputies": [], "whole": str(one.group_id) in whole},
            )
            found["deputies"].append(line)
        return list(drawn.values())

    def arguments(self) -> dict[str, Any]:
        """Those ticked one by one, and everybody of a group that came as a whole."""
        given = super().arguments()
        whole = {group.pk for group in given.pop("whole_groups")}
        there = {mandate.pk for mandate in given["attended"]}
        given["attended"] = [x for x in self.asked if x.pk in there or x.group_id in whole]
        return given


class AnswerDoubt(_Past):
    """Which mistaken view, what was said, what was answered."""

    kind = forms.ChoiceField(label=_("哪一种认识"), widget=forms.RadioSelect)
    text = long_text(_("提出的疑虑"), rows=3)
    answer = long_text(_("作出的解答"), rows=4)

    def prepare(self) -> None:
        self.offer("kind", _said(mistaken_views(edition_of(self.subject.programme))))
        self.fields["on"].initial = clock.today()
