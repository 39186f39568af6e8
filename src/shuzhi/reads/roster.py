"""The roster of a round: its facts, whom one could propose, and the page that explains it (2.1–2.4, 4.1b, 5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from shuzhi.reads.journal import Line, line
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.programme import edition_of
from shuzhi.reads.roster_facts import (
    DECIDED,
    ON_LIST,
    facts_with,
    groups_of,
    reporters_with_record,
)
from shuzhi.reads.round import facts_from
from shuzhi.reads.round_home import StageStep, find, steps
from shuzhi.reads.round_home import title as round_title
from shuzhi.reads.task import short_day
from shuzhi.records import models as m
from shuzhi.rules import gate
from shuzhi.rules.deadlines import Due, due_state
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor, Office, RoundKind
from shuzhi.rules.roster import (
    Quotas,
    RosterFacts,
    chosen_on_record,
    first_time_this_term,
    leading_cadre_among,
    meeting_on_record,
    quota_met,
    quotas,
    said,
)
from shuzhi.rules.stages import plan_adopted
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text, Verdict


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the regulation asks of the list, and how it stands now."""

    key: str
    title: Text
    clause: str
    met: Text
    verdict: Verdict
    reason: str = ""

    @property
    def cautioned(self) -> bool:
        return not self.verdict.refused

    @property
    def holds(self) -> bool:
        return self.verdict.clear


@dataclass(frozen=True, slots=True)
class ReporterLine:
    """A name on the list; ``entries`` now, ``entries_then`` when proposed."""

    pk: int
    mandate: int
    name: str
    group: str
    constituency: str
    post: str
    leading_cadre: bool
    entries: int
    entries_then: int
    grounds: str
    state: str
    state_text: Text
    because: str
    replaces: str
    substitute: str
    ledger: bool
    acts: tuple[OpenAct, ...]


@dataclass(frozen=True, slots=True)
class RosterPage:
    """The roster as its page shows it; everything is reckoned at each look. ``readers``: the list is this actor's to file."""

    round: m.Round
    roster: m.Roster
    title: Text
    steps: tuple[StageStep, ...]
    state: Text
    decided: bool
    rule: Text
    rule_clause: str
    filed_upward: bool
    checks: tuple[Check, ...]
    on_list: tuple[ReporterLine, ...]
    left: tuple[ReporterLine, ...]
    meetings: tuple[m.Sitting, ...]
    acts: tuple[OpenAct, ...]
    propose: OpenAct | None
    file_due: Due | None
    journal: tuple[Line, ...]
    readers: bool

    @property
    def met(self) -> int:
        return sum(c.holds for c in self.checks)


def rule_of(asked: Quotas) -> tuple[Text, str]:
    """The quota in one sentence, and its clause."""
    if asked.by_groups:
        return (
            Text(
                "在 {low}—{high} 个镇代表小组中进行，每组{each}。",
                "Held in {low} to {high} groups of town deputies, {each} from each.",
            ).format(low=asked.quota.low, high=asked.quota.high, each=said(asked.per_group)),
            asked.quota.source,
        )
    return Text("确定 {n}述职。", "{n} to report.").format(n=said(asked.quota)), asked.quota.source


def _checks(asked: RosterFacts, meetings: list[m.Sitting]) -> Iterator[Check]:
    nominees, last = asked.nominees, meetings[-1] if meetings else None
    cadres = [n.name for n in nominees if n.leading_cadre]
    clause = rule_of(asked.quotas)[1]
    held = (
        Text("{day}，{chair}主持", "{day}, {chair} in the chair").format(day=short_day(last.sat_on), chair=last.chair)
        if last
        else Text("", "")
    )
    number = Text("名单上有 {n} 名", "{n} on the list").format(n=len(nominees))
    yield Check("quota", Text("名额", "The quota"), clause, number, quota_met(asked))
    yield Check("meet", Text("开会确定", "Decided at a meeting"), "4.1b", held, meeting_on_record(asked))
    plan = Text("已通过", "Adopted")
    yield Check("plan", Text("实施方案", "The plan"), "4.1a", plan, plan_adopted(asked))
    yield Check(
        "leading",
        Text("领导干部代表带头", "Leading cadres take the lead"),
        "5.2",
        Text("、".join(cadres), ", ".join(cadres)),
        leading_cadre_among(asked),
    )
    if nominees:
        first = Text("本届都是第一次", "A first time this term for all")
        yield Check(
            "turn",
            Text("先轮到没有述职的", "Those who have not reported come first"),
            "2.1",
            first,
            first_time_this_term(asked),
        )
        record = Text("都有核实过的履职记录", "Checked duty entries for all")
        yield Check("record", Text("看履职记录挑选", "Chosen on the record"), "2.3", record, chosen_on_record(asked))


def _reporter_acts(
    held: frozenset[Office], kind: RoundKind, stage: str, r: m.Reporter, done: bool
) -> Iterator[OpenAct]:
    """Offices are asked once for the list, states and stage here."""
    for name in ("roster.strike", "roster.excuse", "roster.substitute"):
        row = REGISTER[name]
        if (
            gate.office_allows(row, held, kind).refused
            or gate.state_allows(row, r.state).refused
            or gate.stage_allows(row, stage).refused
            or (name == "roster.substitute" and done)
        ):
            continue
        yield OpenAct(row, r.pk, Verdict())


def _roster_acts(held: frozenset[Office], kind: RoundKind, roster: m.Roster, asked: RosterFacts) -> Iterator[OpenAct]:
    for name in ("roster.meet", "roster.decide", "roster.file", "roster.acknowledge"):
        row = REGISTER[name]
        if name == "roster.file" and not asked.quotas.filed:
            continue
        if not (gate.office_allows(row, held, kind).refused or gate.state_allows(row, roster.state).refused):
            yield OpenAct(row, roster.pk, gate.needs_met(row, asked))


def page(actor: Actor, pk: int) -> RosterPage:
    """The roster of a round; NotVisible for those who take no part in it."""
    here = find(actor, pk)
    standing, held = here.standing, here.offices
    roster = m.Roster.objects.select_related("round__programme", "round__organiser").get(round=pk)
    round_, kind = roster.round, standing.kind
    every: list[Any] = list(reporters_with_record(round_))
    meetings = list(roster.meetings.select_related("body"))
    asked = facts_with(
        facts_from(standing).round,
        [r for r in every if r.state in ON_LIST],
        quotas(edition_of(round_.programme), kind),
        groups_of(round_),
        len(meetings),
    )
    rule, clause = rule_of(asked.quotas)
    names = {r.pk: r.mandate.person.name for r in every}
    taken_by = {r.replaces_id: r.mandate.person.name for r in every if r.replaces_id}
    district = actor.holds(Office.DISTRICT_OFFICE, Office.CHAIRPERSONS_MEETING)
    readers = district or bool(held & {Office.TOWN_CONGRESS_OFFICE, Office.PRESIDIUM, Office.GROUP_LEADER})
    lines = [
        ReporterLine(
            pk=r.pk,
            mandate=r.mandate_id,
            name=r.mandate.person.name,
            group=r.mandate.group.name,
            constituency=str(r.mandate.constituency or ""),
            post=r.mandate.person.post,
            leading_cadre=r.mandate.person.leading_cadre,
            entries=r.entries,
            entries_then=r.duty_entries,
            grounds=r.grounds,
            state=r.state,
            state_text=STATES["reporter"][r.state],
            because=r.excuse,
            replaces=names.get(r.replaces_id, ""),
            substitute=taken_by.get(r.pk, ""),
            ledger=readers or r.mandate.person_id == actor.person,
            acts=tuple(_reporter_acts(held, kind, round_.state, r, r.pk in taken_by)),
        )
        for r in every
    ]
    propose = REGISTER["roster.propose"]
    may_propose = roster.state == "drafted" and not (
        gate.office_allows(propose, held, kind).refused or gate.stage_allows(propose, round_.state).refused
    )
    due = standing.dues.get("roster_file")
    journal = _journal(pk)
    return RosterPage(
        round=round_,
        roster=roster,
        title=round_title(standing),
        steps=steps(standing, dict(m.StageChange.objects.filter(round=pk).values_list("stage", "on"))),
        state=STATES["roster"][roster.state],
        decided=roster.state in DECIDED,
        rule=rule,
        rule_clause=clause,
        filed_upward=asked.quotas.filed,
        checks=tuple(
            _with_reasons(_checks(asked, meetings), journal) if roster.state in DECIDED else _checks(asked, meetings)
        ),
        on_list=tuple(x for x in lines if x.state in ON_LIST),
        left=tuple(x for x in lines if x.state not in ON_LIST),
        meetings=tuple(meetings),
        acts=tuple(_roster_acts(held, kind, roster, asked)),
        propose=OpenAct(propose, round_.pk, Verdict()) if may_propose else None,
        file_due=due_state(due, standing.today, standing.soon)
        if due and asked.quotas.filed and roster.state in ("drafted", "decided")
        else None,
        journal=tuple(journal[:8]),
        readers=readers,
    )


def _journal(pk: int) -> list[Line]:
    return [line(e) for e in m.Entry.objects.filter(round=pk, act__startswith="roster.").order_by("-pk")]


def _with_reasons(checks: Iterator[Check], journal: list[Line]) -> Iterator[Check]:
    """Beside what was set aside in deciding stands the reason given then."""
    for check in checks:
        given = [x.reason for x in journal if x.reason and check.clause in x.clauses]
        yield replace(check, reason=given[0]) if given and not check.verdict.clear and check.cautioned else check
