"""Forms of the programme and of opening a round (0.1, 2.2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shuzhi.forms.base import ActForm, Several, day, line, text
from shuzhi.reads.programme import organisers, town_groups
from shuzhi.records import clock
from shuzhi.rules.programme import moved_window
from shuzhi.rules.regulation import edition_keys, load_edition
from shuzhi.rules.roles import ROUND_KINDS, RoundKind


class BareForm(ActForm):
    """An act that asks for nothing but, at times, a reason."""


class ReviseProgramme(ActForm):
    """What a programme states (0.1), with its dates."""

    title = line(_("名称"), help_text=_("例如：2026年人大代表向选民述职工作"))
    term = line(_("届别"), required=False, max_length=40)
    basis = text(_("依据"), rows=4, help_text=_("写明代表法关于代表受选民监督的规定，以及本区的工作安排。"))
    adopting_body = line(_("通过机关"))
    adopted_at_meeting = line(_("通过的会议"), help_text=_("例如：一届人大常委会第三十六次会议"))
    adopted_on = day(_("通过日期"))
    district_from = day(_("区代表述职开始"))
    district_until = day(_("区代表述职结束"))
    town_from = day(_("镇代表述职开始"))
    town_until = day(_("镇代表述职结束"))

    def prepare(self) -> None:
        for name in self.fields:
            if name not in ("once", "reason") and hasattr(self.subject, name):
                self.fields[name].initial = getattr(self.subject, name)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for start, end in (("district_from", "district_until"), ("town_from", "town_until")):
            if given.get(start) and given.get(end) and given[end] < given[start]:
                self.add_error(end, _("结束日期在开始日期之前。"))
        if given.get("adopted_on") and given["adopted_on"] > clock.today():
            self.add_error("adopted_on", _("通过日期不能在今天之后。"))
        return given


class DraftProgramme(ReviseProgramme):
    """The same, and the edition it is to run under; first values are those of the edition."""

    edition = forms.ChoiceField(label=_("适用的办法"))

    field_order = ["edition"]

    def prepare(self) -> None:
        english = (get_language() or "").startswith("en")
        titles = [(key, load_edition(key).title) for key in edition_keys()]
        self.offer("edition", [(key, title.en if english else title.zh) for key, title in titles])
        edition = load_edition(edition_keys()[0])
        year = clock.today().year
        first: dict[str, Any] = {
            "edition": edition.key,
            "basis": edition.basis.law.zh,
            "adopting_body": edition.basis.body.zh,
        }
        for level in ("district", "town"):
            window = moved_window(edition.windows[level], year - edition.basis.adopted.year)
            first[f"{level}_from"], first[f"{level}_until"] = window.start, window.end
        for name, value in first.items():
            self.fields[name].initial = value
        self.order_fields(["title", "edition"])


class OpenRound(ActForm):
    """Whose round, of which kind, and for a town's own deputies in which groups (2.2)."""

    organiser: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("承办单位"), queryset=None, empty_label=None
    )
    kind = forms.ChoiceField(label=_("哪一类述职"), widget=forms.RadioSelect)
    groups = Several(
        label=_("试点代表小组"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只在“镇人大代表”一类中选：在本镇 1—2 个代表小组中试点。"),
    )

    def prepare(self) -> None:
        bodies, groups = organisers(self.actor), town_groups(self.actor)
        kept = type(bodies[0]) if bodies else None
        manager = kept.objects if kept else self.subject.district.__class__.objects
        self.offer_records("organiser", manager.filter(pk__in=[b.pk for b in bodies]))
        self.offer_records("groups", manager.filter(pk__in=[g.pk for g in groups]).select_related("parent"))
        # A town is not asked about the organs group, nor the organs group about a town.
        organs = {b.is_organs for b in bodies}
        fitting = [k for k in ROUND_KINDS if (k == RoundKind.DISTRICT_ORGANS) in organs] or list(ROUND_KINDS)
        english = (get_language() or "").startswith("en")
        self.offer("kind", [(k.value, ROUND_KINDS[k].en if english else ROUND_KINDS[k].zh) for k in fitting])
        self.order_fields(["organiser", "kind", "groups", "reason", "once"])
