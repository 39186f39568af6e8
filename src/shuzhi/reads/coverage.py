"""The term's coverage (2.1): who has reported, who is on a list, who not yet. Everybody may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from shuzhi.crafts.hanzi import matches, sort_key
from shuzhi.reads.duty_facts import counted
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text

# A deputy has reported once the meeting has been held and counted (4.3b).
HELD = ("counted", "closed")
FINISHED = ("done", "reported_back")
LEVELS: dict[str, Text] = {
    "district": Text("区人大代表", "District deputies"),
    "town": Text("镇人大代表", "Town deputies"),
}
STATES: dict[str, Text] = {
    "reported": Text("已述职", "Reported"),
    "listed": Text("列入名单", "On a list"),
    "not_yet": Text("还没有述职", "Not yet"),
}
ORDERS: dict[str, Text] = {
    "pinyin": Text("按音序", "By sound"),
    "strokes": Text("按笔画", "By strokes"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A place on a list: of which round, the meeting's day once called or held, the result once announced."""

    reporter: int
    mandate: int
    programme: int
    kind: str
    organiser: str
    held: bool
    on: date | None
    announced: bool
    goals: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Deputy:
    """A deputy of the term and how far; ``former``: reported, and no longer in office."""

    name: str
    constituency: str
    state: str
    turn: Turn | None
    former: bool = False


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """A deputy group: those with a turn first named one by one, the others by name."""

    pk: int
    name: str
    level: Text
    total: int
    turns: tuple[Deputy, ...]
    waiting: tuple[Deputy, ...]

    @property
    def reported(self) -> int:
        return sum(d.state == "reported" and not d.former for d in self.turns)

    @property
    def shown(self) -> int:
        return len(self.turns) + len(self.waiting)


@dataclass(frozen=True, slots=True)
class BodyCoverage:
    """A town with its groups, or the district with its organs group."""

    pk: int
    name: str
    groups: tuple[GroupCoverage, ...]

    @property
    def total(self) -> int:
        return sum(g.total for g in self.groups)

    @property
    def reported(self) -> int:
        return sum(g.reported for g in self.groups)


@dataclass(frozen=True, slots=True)
class Total:
    """One level's figures; ``reported`` + ``listed`` + ``not_yet`` = ``total``."""

    level: Text
    total: int
    reported: int
    listed: int

    @property
    def not_yet(self) -> int:
        return self.total - self.reported - self.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a visitor asks to see; empty means everything."""

    level: str = ""
    body: str = ""
    group: str = ""
    state: str = ""
    order: str = "pinyin"
    name: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.level or self.body or self.group or self.state or self.name)


@dataclass(frozen=True, slots=True)
class Coverage:
    term: str
    totals: tuple[Total, ...]
    bodies: tuple[BodyCoverage, ...]
    body_choices: tuple[tuple[int, str], ...]
    shown: int
    wanted: Wanted


def turns(
    mandates: Iterable[int] | None = None, programme: int | None = None, *, goals: bool = False
) -> dict[int, Turn]:
    """mandate → its latest turn on a list of a programme that has been opened; one query.

    A meeting not called yet has no day for the public. ``goals``: also how many rectification goals,
    how many of them finished, how many late.
    """
    found = m.Reporter.objects.filter(state="chosen").exclude(round__programme__state="drafted")
    if mandates is not None:
        found = found.filter(mandate__in=list(mandates))
    if programme is not None:
        found = found.filter(round__programme=programme)
    rows: Any = found.order_by("pk", "meetings__starts_at").values(
        "pk",
        "mandate_id",
        programme_id=F("round__programme_id"),
        kind=F("round__kind"),
        organiser=F("round__organiser__name"),
        meeting=F("meetings__state"),
        starts_at=F("meetings__starts_at"),
        count=F("meetings__count__state"),
    )
    if goals:
        finished = m.Goal.objects.filter(state__in=FINISHED)
        late = m.Goal.objects.exclude(state__in=FINISHED).filter(due_on__lt=clock.today())
        rows = rows.annotate(
            n=counted(m.Goal.objects.all(), "reporter"),
            n_done=counted(finished, "reporter"),
            n_late=counted(late, "reporter"),
        )
    latest: dict[int, Turn] = {}
    for row in rows:
        turn = _turn(row)
        before = latest.get(turn.mandate)
        if before is None or turn.held or not before.held:
            latest[turn.mandate] = turn
    return latest


def _turn(row: dict[str, Any]) -> Turn:
    called = row["meeting"] not in (None, "planned")
    return Turn(
        reporter=row["pk"],
        mandate=row["mandate_id"],
        programme=row["programme_id"],
        kind=row["kind"],
        organiser=row["organiser"],
        held=row["meeting"] in HELD,
        on=timezone.localtime(row["starts_at"]).date() if called else None,
        announced=row["count"] == "announced",
        goals=(row.get("n", 0), row.get("n_done", 0), row.get("n_late", 0)),
    )


def _constituency(row: dict[str, Any]) -> str:
    number, place = row["seat"], row["place"]
    if not number:
        return ""
    return f"第{number}选区（{place}）" if place else f"第{number}选区"


def _deputy(row: dict[str, Any], turn: Turn | None) -> Deputy:
    state = "not_yet" if turn is None else "reported" if turn.held else "listed"
    return Deputy(row["name"], _constituency(row), state, turn, former=row["until"] is not None)


def coverage(actor: Actor, wanted: Wanted = Wanted()) -> Coverage:
    """Every sitting deputy by town and group; three queries however many (2.1).

    Who reported and is no longer in office is listed as such and not counted among the deputies. ``wanted``
    narrows what is listed; the totals are always the whole term's.
    """
    reported = m.Reporter.objects.filter(
        mandate=OuterRef("pk"), state="chosen", meetings__state__in=HELD, round__programme__state__in=("open", "closed")
    )
    rows: list[Any] = list(
        m.Mandate.objects.filter(Q(until=None) | Exists(reported))
        .order_by("group__parent__kind", "group__parent__number", "group__level", "group__number", "group", "pk")
        .values(
            "pk",
            "level",
            "until",
            "group_id",
            name=F("person__name"),
            key=F("person__sort_key"),
            group_name=F("group__name"),
            organs=F("group__is_organs"),
            body=F("group__parent_id"),
            body_name=F("group__parent__name"),
            seat=F("constituency__number"),
            place=F("constituency__name"),
        )
    )
    taken = turns()
    everyone = [(row, _deputy(row, taken.get(row["pk"]))) for row in rows]
    chosen = [(row, deputy) for row, deputy in everyone if _fits(row, deputy, wanted)]
    # The order by sound is kept with each person; the order by strokes is worked out when asked for.
    if wanted.order == "strokes":
        chosen.sort(key=lambda pair: sort_key(pair[1].name, "strokes"))
    else:
        chosen.sort(key=lambda pair: (pair[0]["key"], pair[1].name))
    sizes: dict[int, int] = {}
    for row in rows:
        sizes[row["group_id"]] = sizes.get(row["group_id"], 0) + (row["until"] is None)
    return Coverage(
        term=m.Programme.objects.exclude(state="drafted")
        .order_by("-adopted_on", "-pk")
        .values_list("term", flat=True)
        .first()
        or "",
        totals=tuple(
            _total(level, [d for r, d in everyone if r["level"] == level and not d.former]) for level in LEVELS
        ),
        bodies=tuple(_bodies(rows, chosen, sizes)),
        body_choices=tuple(dict.fromkeys((r["body"], r["body_name"]) for r in rows if r["body"])),
        shown=len(chosen),
        wanted=wanted,
    )


def _fits(row: dict[str, Any], deputy: Deputy, wanted: Wanted) -> bool:
    return (
        (not wanted.level or row["level"] == wanted.level)
        and (not wanted.body or str(row["body"]) == wanted.body)
        and (not wanted.group or str(row["group_id"]) == wanted.group)
        and (not wanted.state or deputy.state == wanted.state)
        and (not wanted.name or wanted.name in deputy.name or matches(deputy.name, wanted.name))
    )


def _total(level: str, deputies: list[Deputy]) -> Total:
    return Total(
        LEVELS[level],
        len(deputies),
        sum(d.state == "reported" for d in deputies),
        sum(d.state == "listed" for d in deputies),
    )


def _bodies(
    rows: list[dict[str, Any]], chosen: list[tuple[dict[str, Any], Deputy]], sizes: dict[int, int]
) -> Iterable[BodyCoverage]:
    listed: dict[int, list[Deputy]] = {}
    for row, deputy in chosen:
        listed.setdefault(row["group_id"], []).append(deputy)
    bodies: dict[int, tuple[str, list[GroupCoverage]]] = {}
    done: set[int] = set()
    for row in rows:
        group = row["group_id"]
        if group in done or group not in listed:
            continue
        done.add(group)
        _, groups = bodies.setdefault(row["body"] or 0, (row["body_name"] or row["group_name"], []))
        groups.append(
            GroupCoverage(
                group,
                row["group_name"],
                LEVELS[row["level"]],
                sizes[group],
                tuple(d for d in listed[group] if d.turn),
                tuple(d for d in listed[group] if not d.turn),
            )
        )
    return [BodyCoverage(pk, name, tuple(groups)) for pk, (name, groups) in bodies.items()]
