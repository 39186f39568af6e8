"""The gate: may this act be done now, by this actor, and if not, why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shuzhi.rules.register import REGISTER, Act
from shuzhi.rules.roles import OFFICE_NAMES, Office, RoundKind
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Lack, Text, Verdict, total, verdict


def offices_for(row: Act, kind: RoundKind | None) -> frozenset[Office]:
    """The offices that perform this act in a round of this kind; without a round, ``outside`` or every kind's."""
    return row.by[kind] if kind else row.outside or frozenset().union(*row.by.values())


def _listed(texts: Iterable[Text]) -> Text:
    texts = list(texts)
    return Text("、".join(t.zh for t in texts), " or ".join(t.en for t in texts))


def office_allows(row: Act, held: frozenset[Office], kind: RoundKind | None) -> Verdict:
    """May I do it? The office column, asked here and nowhere else."""
    wanted = offices_for(row, kind)
    if wanted & held:
        return verdict()
    who = _listed(OFFICE_NAMES[o] for o in Office if o in wanted)
    return verdict(
        Lack(
            row.clause,
            Text("“{act}”由{who}办理。", "“{act}” is for {who}.").format(act=row.label, who=who),
            who,
        )
    )


def _movers(row: Act, state: str, kind: RoundKind | None) -> Text | None:
    """Who can bring the record from where it stands to a state this act starts from; None when nobody can."""
    found = frozenset[Office]()
    for other in REGISTER.values():
        leads = other.on == row.on and not other.creates and other.target in row.source
        if leads and (not other.source or state in other.source):
            found |= offices_for(other, kind)
    return _listed(OFFICE_NAMES[o] for o in Office if o in found) if found else None


def state_allows(row: Act, state: str, kind: RoundKind | None = None) -> Verdict:
    """An act starts from the states its row names; the lack says who can bring the record there."""
    if not row.source or state in row.source:
        return verdict()
    names = STATES[row.on]
    return verdict(
        Lack(
            row.clause,
            Text(
                "现在的状态是“{now}”，只有“{wanted}”时才能{act}。",
                "The state is “{now}”; “{act}” needs “{wanted}”.",
            ).format(now=names[state], wanted=_listed(t for s, t in names.items() if s in row.source), act=row.label),
            _movers(row, state, kind),
        )
    )


def stage_allows(row: Act, stage: str | None) -> Verdict:
    """An act of a round belongs to the stages its row names."""
    if stage is None or not row.during or stage in row.during:
        return verdict()
    stages = STATES["round"]
    return verdict(
        Lack(
            row.clause,
            Text(
                "本轮述职处于“{now}”阶段，“{act}”在“{wanted}”阶段进行。",
                "The round is in the stage “{now}”; “{act}” belongs to “{wanted}”.",
            ).format(now=stages[stage], act=row.label, wanted=_listed(t for s, t in stages.items() if s in row.during)),
        )
    )


def needs_met(row: Act, facts: Any) -> Verdict:
    """What the institution asks before this act, over the facts as they would then stand."""
    return total(need(facts) for need in row.needs)
