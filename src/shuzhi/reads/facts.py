"""The facts the rules ask about, built from the records: one function a noun, written out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shuzhi.reads import (
    appraisal,
    attendance,
    count,
    duty_facts,
    honour_facts,
    meeting_facts,
    notice,
    opinion_facts,
    plan,
    programme,
    rectification_facts,
    report_facts,
    roster_facts,
    summary,
    template_facts,
)
from shuzhi.reads import round as round_reads
from shuzhi.reads.offices import round_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.records.base import Record
from shuzhi.rules.stages import InRound

# noun -> facts of one record of it; a noun left out has no facts but its round's.
FACTS: dict[str, Callable[[Any], Any]] = {
    "count": count.facts,
    "programme": programme.facts,
    "round": round_reads.facts,
    "plan": plan.facts,
    "meeting": meeting_facts.meeting_facts,
    "agenda_item": meeting_facts.item_facts,
    "invitee": attendance.invitee_facts,
    "appraisal_group": appraisal.group_facts,
    "roster": roster_facts.facts,
    "duty": duty_facts.facts,
    "honour": honour_facts.facts,
    "notice": notice.facts,
    "summary": summary.facts,
    "opinion": opinion_facts.facts,
    "report": report_facts.facts,
    "template": template_facts.facts,
    "goal": rectification_facts.facts,
}


def facts_of(record: Record) -> Any:
    """The facts of a record, as its rules know them."""
    if record.noun in FACTS:
        return FACTS[record.noun](record)
    round_ = round_of(record)
    return InRound(round=round_facts(round_)) if round_ else None
