"""Rectification (整改, 4.4a): goals from what was said, measures with owner and date, evidence, the attendees' word (4.4b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_REPORTER = Text("述职代表", "the reporter")
FINISHED = ("done", "reported_back")
MOST_BYTES = 8 * 2**20
# Wrong tries at the attendees' form before it closes for an hour (decision 0006).
TRIES_A_NAME, TRIES_A_GOAL, TRIES_SECONDS = 5, 60, 3600

# The first bytes of what may be kept as evidence; a name's ending says nothing.
_KINDS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"%PDF-", "pdf"))
CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


def file_kind(data: bytes) -> str | None:
    """``jpg``, ``png`` or ``pdf`` by the first bytes; None for anything else."""
    return next((kind for start, kind in _KINDS if data.startswith(start)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFacts:
    """One measure: what, who, by when, and since when it is done."""

    text: str
    owner: str
    due_on: date | None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFacts(InRound):
    """A goal as it stands, or as it would stand."""

    state: str
    due_on: date | None
    measures: tuple[MeasureFacts, ...]
    outcome: str = ""


def measured(facts: GoalFacts) -> Verdict:
    """A goal has a date and at least one measure; a measure has an owner and a date (4.4a)."""
    nameless = any(not x.owner.strip() or x.due_on is None for x in facts.measures)
    return verdict(
        None if facts.due_on else Lack("4.4a", Text("整改目标没有期限。", "The goal has no date."), _REPORTER),
        None if facts.measures else Lack("4.4a", Text("整改目标没有措施。", "The goal has no measure."), _REPORTER),
        Lack(
            "4.4a",
            Text("每条措施都要有负责人和日期。", "Every measure needs an owner and a date."),
            _REPORTER,
        )
        if nameless
        else None,
    )


def inside_the_goal(facts: GoalFacts) -> Verdict:
    """A measure that ends after its goal is a date to look at again (4.4a)."""
    if facts.due_on is None or not any(x.due_on and x.due_on > facts.due_on for x in facts.measures):
        return verdict()
    text = Text("有措施的日期晚于整改目标的期限。", "A measure is dated after its goal.")
    return verdict(Caution("4.4a", text, _REPORTER))


def ahead(facts: GoalFacts) -> Verdict:
    """What is promised lies ahead of the day it is promised on (4.4a)."""
    if facts.due_on is None or facts.due_on >= facts.round.today:
        return verdict()
    text = Text("整改期限已经过去，请定今天以后的日期。", "The date lies in the past; promise one that lies ahead.")
    return verdict(Lack("4.4a", text, _REPORTER))


def every_measure_done(facts: GoalFacts) -> Verdict:
    """A goal is finished when all its measures are (4.4a)."""
    left = [x for x in facts.measures if x.done_on is None]
    if not left:
        return verdict()
    text = Text("还有 {n} 条措施没有完成：{what}", "Measures not done yet: {n}. {what}")
    return verdict(Lack("4.4a", text.format(n=len(left), what="；".join(x.text for x in left)), _REPORTER))


def proven(finishes: bool, evidence: bool) -> Verdict:
    """A measure is finished with a photograph or a paper that shows it, in principle (decision 0006)."""
    if not finishes or evidence:
        return verdict()
    text = Text(
        "措施完成，原则上附照片或书面材料。", "In principle a finished measure comes with a photograph or a paper."
    )
    return verdict(Caution("D0006", text, _REPORTER))


def may_start(facts: GoalFacts) -> Verdict:
    """Nothing starts without a measure and a date (4.4a)."""
    return measured(facts)


def lateness(state: str, due_on: date | None, today: date) -> int:
    """By how many days an unfinished goal is past its date; 0 when it is not (4.4b)."""
    if state in FINISHED or due_on is None or due_on >= today:
        return 0
    return (today - due_on).days


UNKNOWN = Text(
    "没有对上。请用会议签到时的姓名和电话末四位；记不清的，请问镇人大或代表小组组长。",
    "That does not match. Use the name and the last four figures of the telephone given when you checked in; "
    "if unsure, ask the town congress or the group leader.",
)
CLOSED_A_WHILE = Text("试的次数太多，请过一小时再来。", "Too many tries; please come back in an hour.")


def known(found: bool) -> Verdict:
    """Only those checked in at the meeting say done or not yet; a wrong pair is told no more than that (4.4b)."""
    return verdict(None if found else Lack("4.4b", UNKNOWN))


def tries_left(of_name: int, of_goal: int) -> Verdict:
    """Wrong tries are few, and counted by no address (decision 0006)."""
    over = of_name >= TRIES_A_NAME or of_goal >= TRIES_A_GOAL
    return verdict(Lack("D0006", CLOSED_A_WHILE) if over else None)
