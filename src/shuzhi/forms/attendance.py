"""Forms of the list and the door (4.3a)."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, line
from shuzhi.forms.base import text as long_text
from shuzhi.reads.attendance import candidates, voter_kind
from shuzhi.reads.names import named
from shuzhi.reads.result import edition_of
from shuzhi.records import models as m

PHONE = re.compile(r"^[\d\- +]{5,20}$")


def guests_of(typed: str) -> list[dict[str, str]]:
    """One guest a line: name, workplace and telephone with spaces between, the last two left out at will."""
    rows = []
    for one in typed.splitlines():
        words = [w for w in re.split(r"[\s,，、]+", one.strip()) if w]
        if not words:
            continue
        phone = words.pop() if len(words) > 1 and PHONE.fullmatch(words[-1]) else ""
        rows.append({"name": words[0][:40], "workplace": " ".join(words[1:])[:80], "phone": phone[:20]})
    return rows


class InviteForm(ActForm):
    """Who is asked: ticked from the voters' list, the Party heads of the workplaces, guests typed in."""

    voters = forms.MultipleChoiceField(
        label=_("村民组长、选民代表"), required=False, widget=forms.CheckboxSelectMultiple
    )
    guests = long_text(
        _("列席人员"),
        rows=3,
        required=False,
        max_length=2000,
        help_text=_("一行一人：姓名 单位 电话。列席人员不测评，也不计入人数。"),
    )
    drop = forms.MultipleChoiceField(label=_("取消邀请"), required=False, widget=forms.CheckboxSelectMultiple)
    listed = forms.CharField(required=False, widget=forms.HiddenInput, initial="1")

    def prepare(self) -> None:
        found = candidates(self.subject)
        self.people = {str(v.pk): v for v in found.voters}
        self.offer("voters", [(pk, v.name) for pk, v in self.people.items()])
        self.fields["voters"].initial = [str(pk) for pk in found.invited]
        edition = edition_of(self.subject)
        self.labels = {k.key: k.label for k in edition.attendee_kinds}
        self.reporters = list(
            self.subject.reporters.select_related("mandate__person", "mandate__constituency").prefetch_related(
                "party_heads"
            )
        )
        for r in self.reporters:
            head = next((i for i in r.party_heads.all() if i.meeting_id == self.subject.pk), None)
            self.fields[f"head_{r.pk}"] = line(
                _("党组织负责人姓名"), required=False, max_length=40, initial=head.name if head else ""
            )
            self.fields[f"work_{r.pk}"] = line(
                _("单位"), required=False, initial=head.workplace if head else r.mandate.person.post
            )
            self.fields[f"phone_{r.pk}"] = line(
                _("电话"), required=False, max_length=20, initial=head.phone if head else ""
            )
        typed = self.subject.invitees.filter(voter=None, present=False)
        self.typed = {str(i.pk): i for i in typed}
        self.offer("drop", [(pk, f"{i.name}　{i.workplace}") for pk, i in self.typed.items()])
        if not self.typed:
            del self.fields["drop"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        # A form sent without the list (the API's, a guest added alone) leaves the list as it is.
        listed = values.pop("listed", "")
        ticked = [self.people[pk] for pk in values.get("voters") or []]
        values["voters"] = ticked if listed else None
        heads = []
        for r in self.reporters:
            name, work, phone = (values.pop(f"{f}_{r.pk}", "") for f in ("head", "work", "phone"))
            if name:
                heads.append({"reporter": r, "name": name, "workplace": work, "phone": phone})
        values["party_heads"] = heads
        values["guests"] = guests_of(values.get("guests") or "")
        values["drop"] = [self.typed[pk] for pk in values.get("drop") or []]
        return values

    def voters_by_kind(self) -> list[dict[str, Any]]:
        """For the template: kind → villages → boxes with their voters, ticked or not."""
        ticked = {str(pk) for pk in self["voters"].value() or []}
        sections: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for pk, voter in self.people.items():
            place = voter.village or str(voter.constituency)
            box = {"pk": pk, "voter": voter, "ticked": pk in ticked}
            sections.setdefault(voter_kind(voter), {}).setdefault(place, []).append(box)
        order = {key: n for n, key in enumerate(self.labels)}
        return [
            {
                "key": key,
                "label": self.labels.get(key, key),
                "places": sorted(places.items()),
                "ticked": sum(b["ticked"] for boxes in places.values() for b in boxes),
                "all": sum(len(boxes) for boxes in places.values()),
            }
            for key, places in sorted(sections.items(), key=lambda one: order.get(one[0], 99))
        ]

    def heads(self) -> list[dict[str, Any]]:
        """For the template: each reporter with the three fields of the Party head."""
        return [
            {"reporter": r, "head": self[f"head_{r.pk}"], "work": self[f"work_{r.pk}"], "phone": self[f"phone_{r.pk}"]}
            for r in self.reporters
        ]


class ReplyForm(ActForm):
    """Replies of many at once; whoever is not in the form keeps the reply there was."""

    def prepare(self) -> None:
        self.people = list(self.subject.invitees.filter(walked_in=False))
        for i in self.people:
            self.fields[f"reply_{i.pk}"] = forms.ChoiceField(
                label=i.name,
                required=False,
                initial=i.reply,
                choices=[("", _("未答复")), ("yes", _("参加")), ("no", _("请假"))],
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = {i.pk: values.pop(f"reply_{i.pk}", "") for i in self.people}
        values["replies"] = {pk: said for pk, said in given.items() if f"reply_{pk}" in self.data}
        return values


class AdmitForm(ActForm):
    """One press at the door; ``present`` = no takes it back."""

    present = forms.ChoiceField(
        label=_("到会"),
        choices=[("yes", _("已到")), ("no", _("撤销签到"))],
        required=False,
        initial="yes",
    )

    def clean_present(self) -> bool:
        return bool(self.cleaned_data["present"] != "no")


class WalkInForm(ActForm):
    """Somebody who is not on the list."""

    name = line(_("姓名"), max_length=40)
    kind = forms.ChoiceField(label=_("身份"), widget=forms.RadioSelect)
    constituency: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("选区"), queryset=None, required=False, empty_label=_("（不选）")
    )
    phone = line(_("电话"), required=False, max_length=20)
    another = forms.BooleanField(label=_("与名单上的不是同一人"), required=False)

    def prepare(self) -> None:
        edition = edition_of(self.subject)
        self.offer("kind", [(k.key, k.label) for k in edition.attendee_kinds])
        seats = list(self.subject.reporters.values_list("mandate__constituency", flat=True))
        self.offer_records("constituency", m.Constituency.objects.filter(pk__in=[s for s in seats if s]))
        if len(set(seats)) == 1:
            self.fields["constituency"].initial = seats[0]
        asked = self.data.get("name") if self.is_bound else None
        self.same = (
            list(self.subject.invitees.filter(name=named(asked)["name"]).select_related("voter")) if asked else []
        )
        if not self.same:
            self.fields["another"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        sent_before = values.get("once") and any(i.once == values["once"] for i in self.same)
        if self.same and not values.get("another") and not sent_before:
            self.add_error(
                "another",
                now_("名单上已有%(n)d位同名的人。是同一人就回签到页签到；不是同一人请勾选。") % {"n": len(self.same)},
            )
        return values
