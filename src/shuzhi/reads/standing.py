"""How rounds stand, taken from the records: three queries for one round or for forty.

Counts are subqueries on indexed keys, so that a list of rounds costs what one round costs. What is asked is put together
once a day: putting it together takes longer than the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import (
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from shuzhi.reads import sight
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor, Office, RoundKind
from shuzhi.rules.standing import MeetingStanding, ReporterStanding, Standing


@dataclass(frozen=True, slots=True)
class Held:
    """A round's standing, and the offices in which the actor who asked stands towards the round."""

    standing: Standing
    offices: frozenset[Office]


def _n(records: QuerySet[Any], path: str, outer: str = "pk") -> Subquery:
    """How many; a plain COUNT in the subquery, where an aggregate would group and so miss the zero."""
    counted = records.filter(**{path: OuterRef(outer)}).order_by()
    return Subquery(counted.annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField())).values("n")[:1])


def _sum(records: QuerySet[Any], path: str, what: str) -> Coalesce:
    summed = records.filter(**{path: OuterRef("pk")}).order_by()
    total = summed.annotate(n=Func(F(what), function="SUM", output_field=IntegerField())).values("n")[:1]
    return Coalesce(Subquery(total), 0)


@lru_cache(maxsize=1)
def _every_round(today: date) -> QuerySet[m.Round]:
    opinions, summaries = m.Opinion.objects.all(), m.Summary.objects.all()
    latest = m.PlanVersion.objects.filter(plan__round=OuterRef("pk")).order_by("-number")
    return (
        m.Round.objects.select_related("programme", "organiser", "plan", "roster")
        .defer("programme__edition", "programme__basis")
        .annotate(
            quotas=F("programme__edition__quotas"),
            quorum=F("programme__edition__quorum__value"),
            soon=F("programme__edition__days__soon__value"),
            plan_version=Coalesce(Subquery(latest.values("number")[:1]), 0),
            plan_starts=Subquery(latest.values("starts_on")[:1]),
            plan_ends=Subquery(latest.values("ends_on")[:1]),
            plan_meeting=Subquery(latest.values("meeting_on")[:1]),
            plan_tasks=Subquery(latest.values("tasks")[:1]),
            n_studies=_n(m.Study.objects.all(), "round"),
            n_audience=_sum(m.Study.objects.all(), "round", "audience"),
            n_doubts=_n(m.Doubt.objects.all(), "round"),
            n_opinions=_n(opinions, "round"),
            n_unsorted=_n(opinions.filter(state="recorded"), "round"),
            n_unanswered=_n(opinions.exclude(state="answered"), "round"),
            n_opinions_late=_n(opinions.exclude(state="answered").filter(due_on__lt=today), "round"),
            n_notices=_n(m.Notice.objects.exclude(state="withdrawn"), "round"),
            n_published=_n(m.Notice.objects.filter(state="published"), "round"),
            n_summaries=_n(summaries, "round"),
            n_submitted=_n(summaries.exclude(state="drafted"), "round"),
            n_exchanged=_n(summaries.filter(state="exchanged"), "round"),
        )
        .order_by("programme__adopted_on", "organiser__kind", "organiser__number", "kind", "pk")
    )


def _rounds(actor: Actor, wanted: QuerySet[Any] | list[int]) -> QuerySet[m.Round]:
    posts = m.Post.objects.filter(meeting__round=OuterRef("pk"), person=actor.person)
    led = m.Body.objects.filter(pk__in=actor.bodies(Office.GROUP_LEADER), parent=OuterRef("organiser"))
    return (
        _every_round(clock.today())
        .filter(pk__in=wanted)
        .annotate(
            leads_district=Exists(led.filter(level="district")),
            leads_town=Exists(led.filter(level="town")),
            is_teller=Exists(posts.filter(office=Office.TELLER)),
            is_scrutineer=Exists(posts.filter(office=Office.SCRUTINEER)),
            is_recorder=Exists(posts.filter(office=Office.RECORDER)),
        )
    )


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without the x_ that keeps a figure from being taken for a field of the record."""
    return {name.removeprefix("x_"): value for name, value in row.items()}


@lru_cache(maxsize=1)
def _every_reporter(today: date) -> QuerySet[m.Reporter, Any]:
    goals = m.Goal.objects.all()
    finished = goals.filter(state__in=("done", "reported_back"))
    late = goals.exclude(state__in=("done", "reported_back")).filter(due_on__lt=today)
    return (
        m.Reporter.objects.filter(state__in=("proposed", "chosen"))
        .order_by("order", "pk")
        .values(
            "pk",
            "round_id",
            "state",
            "feedback_on",
            x_number=F("mandate__constituency__number"),
            x_place=F("mandate__constituency__name"),
            x_name=F("mandate__person__name"),
            x_person=F("mandate__person_id"),
            x_leading_cadre=F("mandate__person__leading_cadre"),
            x_post=F("mandate__person__post"),
            x_studied=Exists(m.Study.objects.filter(round=OuterRef("round"), attended=OuterRef("mandate"))),
            x_visits=_n(m.Visit.objects.all(), "reporter"),
            x_households=_sum(m.Visit.objects.all(), "reporter", "households"),
            x_opinions=_n(m.Opinion.objects.all(), "reporter"),
            x_written=F("report__state"),
            x_guidances=_n(m.Guidance.objects.all(), "report__reporter"),
            x_counted=Exists(
                m.Count.objects.filter(meeting__reporters=OuterRef("pk"), state__in=("announced", "void"))
            ),
            x_goals=_n(goals, "reporter"),
            x_goals_done=_n(finished, "reporter"),
            x_goals_late=_n(late, "reporter"),
            x_meeting=Subquery(
                m.Meeting.reporters.through.objects.filter(reporter=OuterRef("pk"))
                .order_by("-meeting_id")
                .values("meeting_id")[:1]
            ),
        )
    )


def _reporters(rounds: list[int]) -> dict[int, list[ReporterStanding]]:
    found: dict[int, list[ReporterStanding]] = {}
    for row in map(_named, _every_reporter(clock.today()).filter(round__in=rounds)):
        round_, number, place = row.pop("round_id"), row.pop("number"), row.pop("place")
        row["report"] = row.pop("written") or ""
        row["constituency"] = place or (f"第{number}选区" if number else "")
        found.setdefault(round_, []).append(ReporterStanding(**row))
    return found


@lru_cache(maxsize=1)
def _every_meeting() -> QuerySet[m.Meeting, Any]:
    invitees, posts = m.Invitee.objects.all(), m.Post.objects.all()
    groups = m.AppraisalGroup.objects.all()
    return m.Meeting.objects.order_by("starts_at", "pk").values(
        "pk",
        "round_id",
        "title",
        "state",
        "starts_at",
        "place",
        "called_on",
        x_invited=_n(invitees.filter(walked_in=False), "meeting"),
        x_coming=_n(invitees.filter(walked_in=False, reply="yes"), "meeting"),
        x_declined=_n(invitees.filter(walked_in=False, reply="no"), "meeting"),
        x_group_heads=_n(invitees.filter(kind="villagers_group_head"), "meeting"),
        x_party_heads=_n(invitees.filter(kind="party_head"), "meeting"),
        x_present=_n(invitees.filter(present=True), "meeting"),
        x_tellers=_n(posts.filter(office=Office.TELLER), "meeting"),
        x_scrutineers=_n(posts.filter(office=Office.SCRUTINEER), "meeting"),
        x_groups=_n(groups, "meeting"),
        x_groups_heard=_n(groups.filter(heard=True), "meeting"),
        x_issued=_sum(m.SheetKind.objects.all(), "meeting", "issued"),
        x_open_phones=F("evaluation__phones"),
        x_counted=F("count__state"),
    )


def _meetings(rounds: list[int]) -> dict[int, list[MeetingStanding]]:
    found: dict[int, list[MeetingStanding]] = {}
    for row in map(_named, _every_meeting().filter(round__in=rounds)):
        round_ = row.pop("round_id")
        row["phones"], row["count"] = row.pop("open_phones") or "", row.pop("counted") or ""
        found.setdefault(round_, []).append(MeetingStanding(**row))
    return found


# A schedule binds once it is adopted; that the plan itself is late can be seen before.
BEFORE_ADOPTION = frozenset({"plan_submit", "plan_adopt"})


def _dues(tasks: Iterable[dict[str, Any]] | None) -> dict[str, date]:
    return {t["key"]: date.fromisoformat(t["due"]) for t in tasks or () if t.get("key")}


def _state(round_: m.Round, name: str) -> str:
    try:
        return str(getattr(round_, name).state)
    except (m.Plan.DoesNotExist, m.Roster.DoesNotExist):
        return ""


def _offices(actor: Actor, round_: Any, reporters: list[ReporterStanding]) -> frozenset[Office]:
    """As ``reads.offices.offices_at`` has it, from what the query already holds."""
    here = {round_.programme.district_id, round_.organiser_id}
    held = {h.office for h in actor.holdings if h.body in here}
    if round_.leads_town if round_.kind == RoundKind.TOWN else round_.leads_district:
        held.add(Office.GROUP_LEADER)
    if any(r.person == actor.person and r.state == "chosen" for r in reporters):
        held.add(Office.DEPUTY)
    for holds, office in (
        (round_.is_teller, Office.TELLER),
        (round_.is_scrutineer, Office.SCRUTINEER),
        (round_.is_recorder, Office.RECORDER),
    ):
        if holds:
            held.add(office)
    return frozenset(held)


def _standing(round_: Any, reporters: list[ReporterStanding], meetings: list[MeetingStanding]) -> Standing:
    quota = (round_.quotas or {}).get(round_.kind, {})
    adopted = _state(round_, "plan") == "adopted"
    return Standing(
        pk=round_.pk,
        kind=RoundKind(round_.kind),
        state=round_.state,
        today=clock.today(),
        organiser=round_.organiser.name,
        programme=round_.programme_id,
        programme_title=round_.programme.title,
        programme_open=round_.programme.state == "open",
        opened_on=round_.opened_on,
        closed_on=round_.closed_on,
        quota=(quota.get("low", 0), quota.get("high")),
        quorum=int(round_.quorum or 0),
        soon=int(round_.soon or 0),
        plan=_state(round_, "plan"),
        plan_version=round_.plan_version,
        starts_on=round_.plan_starts,
        ends_on=round_.plan_ends,
        meeting_on=round_.plan_meeting,
        dues={k: v for k, v in _dues(round_.plan_tasks).items() if adopted or k in BEFORE_ADOPTION},
        roster=_state(round_, "roster"),
        studies=round_.n_studies,
        audience=round_.n_audience,
        doubts=round_.n_doubts,
        opinions=round_.n_opinions,
        opinions_unsorted=round_.n_unsorted,
        opinions_unanswered=round_.n_unanswered,
        opinions_late=round_.n_opinions_late,
        notices=round_.n_notices,
        notices_published=round_.n_published,
        summaries=round_.n_summaries,
        summaries_submitted=round_.n_submitted,
        summaries_exchanged=round_.n_exchanged,
        names=tuple(reporters),
        meetings=tuple(meetings),
    )


def standings(actor: Actor, rounds: QuerySet[m.Round] | None = None) -> list[Held]:
    """How every round the actor sees stands (or those of them given); three queries.

    Errors: none; a round the actor does not see is not in the list.
    """
    seen = sight.rounds(actor)
    wanted = seen if rounds is None else rounds.filter(pk__in=seen.values("pk"))
    return _taken(actor, wanted.values("pk"))


def _taken(actor: Actor, wanted: QuerySet[Any] | list[int]) -> list[Held]:
    found = list(_rounds(actor, wanted))
    keys = [r.pk for r in found]
    reporters, meetings = (_reporters(keys), _meetings(keys)) if keys else ({}, {})
    return [
        Held(
            _standing(r, reporters.get(r.pk, []), meetings.get(r.pk, [])),
            _offices(actor, r, reporters.get(r.pk, [])),
        )
        for r in found
    ]


def standing_of(round_: m.Round) -> Standing:
    """How one round stands, for the rules: nobody asks, so nothing is hidden."""
    return _taken(Actor(), [round_.pk])[0].standing
