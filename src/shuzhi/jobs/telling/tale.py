"""One round: the pieces its story is told in, in the order of the source document.

Every piece is a generator that yields its moments; a story puts them one after the other with ``yield from``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from shuzhi.acts import duty, opinion, plan, rectification, report, roster, study
from shuzhi.acts import round as rounds
from shuzhi.jobs.telling.days import Days, Story
from shuzhi.jobs.telling.district import District
from shuzhi.reads import by_name
from shuzhi.reads.study import deputies
from shuzhi.rules.roles import Actor, RoundKind

Told = Mapping[str, Any]


def told_in(file: Path) -> Told:
    """What is said in a round, from its file."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


@dataclass(slots=True)
class Tale:
    """A round under way: who organises it, who reports, what is said. ``chairs``: who presides over its bodies."""

    d: District
    texts: Told
    kind: RoundKind
    organiser: Any
    by: Actor
    decider: Actor
    adopter: Actor
    chairs: tuple[str, str]
    round: Any = None
    plan: Any = None
    reporters: dict[str, Any] = field(default_factory=dict)
    meeting: Any = None
    goals: list[tuple[Told, Any]] = field(default_factory=list)

    @property
    def days(self) -> Days:
        return self.d.days

    @property
    def level(self) -> str:
        return self.kind.level

    def deputy(self, name: str) -> Actor:
        return self.d.who(name)

    # 2.3 · what stood on record before anybody was chosen
    def ledgers(self, at: int, names: Iterable[str], checker: Actor) -> Story:
        for name in names:
            yield self.days.at(at, 10)
            mandate = by_name.mandate(name, self.level)
            for said in self.texts[name]["duties"]:
                entry = duty.record(
                    self.deputy(name),
                    mandate,
                    on=self.days.day(-said["ago"]),
                    kind=said["kind"],
                    title=said["title"],
                    detail=said.get("detail", ""),
                    collective=said.get("collective", False),
                )
                if entry is not None:
                    duty.check(checker, entry)

    # 4.1a · the round, its plan, the body's decision
    def opens(self, at: int, *, groups: Iterable[Any] = (), by: Actor | None = None) -> Story:
        yield self.days.at(at)
        self.round = rounds.open_(
            by or self.by, self.d.programme, organiser=self.organiser, kind=self.kind, groups=groups
        )

    def plans(self, at: int, *, starts: int, meets: date, ends: int, text: str = "") -> Story:
        yield self.days.at(at, 15)
        starts_on, ends_on = self.days.span(starts, ends)
        self.plan = plan.draft(
            self.by,
            self.round,
            text=(text or self.texts["plan"]["text"]).strip(),
            starts_on=starts_on,
            meeting_on=meets,
            ends_on=ends_on,
        )

    def adopts(self, submitted: int, adopted: int, number: str) -> Story:
        yield self.days.at(submitted, 16)
        plan.submit(self.by, self.plan)
        yield self.days.at(adopted, 10, 30)
        plan.adopt(
            self.adopter,
            self.plan,
            sat_on=self.days.day(adopted),
            chair=self.chairs[0],
            decision=self.texts["plan"]["decision"],
            conditions=self.texts["plan"]["conditions"],
            minutes_number=number,
            attended=5,
        )

    # 4.1c, 5.1 · study, publicity, doubts
    def studies(self, *ats: int, absent: int = 2) -> Story:
        everyone: list[Any] = []
        for at, said in zip(ats, self.texts["studies"], strict=True):
            yield self.days.at(at, 14)
            everyone = everyone or list(deputies(self.round))
            named = {by_name.mandate(name, self.level).pk for name in self._reporting}
            others = [x for x in everyone if x.pk not in named]
            away = self.d.chance.sample(others, min(absent, len(others)))
            public = "宣传" in said["form"]
            study.record(
                self.by,
                self.round,
                on=self.days.day(at),
                form=said["form"],
                title=said["title"],
                materials=said.get("materials", ""),
                audience=said.get("audience"),
                attended=() if public else [x for x in everyone if x not in away],
            )

    @property
    def _reporting(self) -> list[str]:
        return [name for name, said in self.texts.items() if isinstance(said, dict) and "grounds" in said]

    def doubts(self, at: int) -> Story:
        for said in self.texts["doubts"]:
            yield self.days.at(at, 16)
            study.answer_doubt(self.by, self.round, on=self.days.day(at), **said)

    # 2.2–2.4, 4.1b · the list
    def lists(
        self, proposed: int, decided: int, *, attended: int, filed: int | None = None, names: Iterable[str] = ()
    ) -> Story:
        said = self.texts["sitting"]
        for name in names or self._reporting:
            yield self.days.at(proposed, 10)
            mandate = by_name.mandate(name, self.level)
            grounds = self.texts[name]["grounds"]
            self.reporters[name] = roster.propose(self.decider, self.round, mandate=mandate, grounds=grounds)
        yield self.days.at(decided, 16)
        list_ = self.round.roster
        widened = self.kind is RoundKind.TOWN
        roster.meet(
            self.decider,
            list_,
            sat_on=self.days.day(decided),
            chair=self.chairs[1],
            attended=attended,
            widened=widened,
            decision=said["decision"],
        )
        roster.decide(self.decider, list_, reason=said.get("reason", ""))
        self.chosen()
        if filed is not None:
            yield self.days.at(filed, 11)
            roster.file(self.by, list_)
            yield self.days.at(filed + 1, 9, 30)
            roster.acknowledge(self.d.office, list_)

    def chosen(self) -> None:
        """The list as it stands now."""
        self.reporters = {r.mandate.person.name: r for r in self.round.reporters.filter(state="chosen")}

    def substitutes(self, at: int, gone: str, comes: str, filed: int) -> Story:
        """One is excused, another takes the place, and the list goes up again."""
        yield self.days.at(at, 15)
        excused = roster.excuse(self.decider, self.reporters[gone], because=self.texts[gone]["excuse"])
        mandate = by_name.mandate(comes, self.level)
        roster.substitute(self.decider, excused, mandate=mandate, grounds=self.texts[comes]["grounds"])
        self.chosen()
        yield self.days.at(filed, 11)
        roster.file(self.by, self.round.roster)

    def advances(self, at: int, reason: str = "") -> Story:
        yield self.days.at(at, 17)
        self.round = rounds.advance(self.by, self.round, reason=reason)

    # 4.2a · visits and opinions
    def visits(self, name: str, *ats: int) -> Story:
        for at, said in zip(ats, self.texts[name]["visits"], strict=True):
            yield self.days.at(at, 19)
            opinion.visit(self.deputy(name), self.reporters[name], on=self.days.day(at), **said)

    def public_says(self, *ats: int) -> Story:
        for at, said in zip(ats, self.texts.get("public", ()), strict=True):
            yield self.days.at(at, 20, 15)
            opinion.send(
                self.by, self.round, text=said["text"], reporter=self.reporters[said["of"]], voter_name=said["name"]
            )

    def sorts(self, at: int, *, leave: int = 0) -> Story:
        """What is said of a matter somebody else handles is a public matter; the rest is the deputy's own conduct."""
        yield self.days.at(at, 10)
        waiting = list(self.round.opinions.filter(state="recorded"))
        for one in waiting[: len(waiting) - leave]:
            handler = next((who for words, who in self.texts["handlers"].items() if words in one.text), "")
            own = any(goal["says"] in one.text for goal in self.texts.get("goals", ()))
            if handler and not own:
                opinion.sort(self.by, one, sorted_as="public_matter", handler=handler)
            else:
                opinion.sort(self.by, one, sorted_as="conduct")

    def answers(self, at: int) -> Story:
        for number, said in enumerate(self.texts["answers"]):
            yield self.days.at(at + number, 15)
            for one in self.round.opinions.filter(state="sorted", text__contains=said["says"]):
                due = self.days.day(said["in_days"]) if "in_days" in said else None
                opinion.answer(self.by, one, kind=said["kind"], answer=said["answer"], due_on=due)

    # 3, 5.3 · the report
    def writes(self, name: str, first: int, whole: int | None = None, submitted: int | None = None) -> Story:
        text = self.texts[name]["report"]
        yield self.days.at(first, 20)
        report.write(self.deputy(name), self.reporters[name], sections=dict(list(text.items())[:3]))
        if whole is not None:
            yield self.days.at(whole, 20, 30)
            made = report.write(self.deputy(name), self.reporters[name], sections=text)
            if submitted is not None:
                yield self.days.at(submitted, 9)
                report.submit(self.deputy(name), made)

    def guides(self, name: str, at: int) -> Story:
        yield self.days.at(at, 14, 30)
        said = self.texts[name]["guidance"]
        report.guide(self.by, self.reporters[name].report, on=self.days.day(at), **said)

    def publishes(self, name: str, accepted: int, published: int) -> Story:
        yield self.days.at(accepted, 11)
        made = report.accept(self.by, self.reporters[name].report)
        yield self.days.at(published, 9)
        report.publish(self.by, made)

    # 4.4a · rectification
    def rectifies(self, at: int, dues: Iterable[int]) -> Story:
        for said, due in zip(self.texts["goals"], dues, strict=True):
            name = said["of"]
            yield self.days.at(at, 20)
            heard = self.round.opinions.filter(reporter=self.reporters[name], text__contains=said["says"])
            goal = rectification.propose(
                self.deputy(name),
                self.reporters[name],
                text=said["text"],
                due_on=self.days.day(due),
                opinions=heard,
                measure=said["measure"],
                owner=said["owner"],
                measure_due_on=self.days.day(due),
            )
            self.goals.append((said, rectification.start(self.deputy(name), goal)))

    def progresses(self, since: int, said: Told, goal: Any, evidence: bytes) -> Story:
        deputy = self.deputy(said["of"])
        for step in said["progress"]:
            at = since + step["after"]
            yield self.days.at(at, 18)
            finishes = step.get("finishes", False)
            rectification.progress(
                deputy,
                goal,
                on=self.days.day(at),
                text=step["text"],
                measure=goal.measures.first() if finishes else None,
                finishes=finishes,
                evidence=("办理情况.pdf", evidence) if step.get("evidence") else None,
                reason=step.get("reason", ""),
            )
        if "outcome" in said:
            yield self.days.at(since + said["progress"][-1]["after"] + 1, 18)
            rectification.finish(deputy, goal, outcome=said["outcome"])
