"""Opinions (征求意见, 4.2a; 评议意见, 4.3b): where they come from, what they are, and what answers them (4.4a)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shuzhi.rules.deadlines import add_months, shift_working_days
from shuzhi.rules.edition import Edition
from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_ORGANISER = Text("承办单位", "the organiser")
_REPORTER = Text("述职代表", "the reporter")

# The edition names its forms of gathering in words; these are the keys under which the known ones are kept.
_KEYS = {"走访": "visit", "座谈会": "meeting", "电话": "telephone", "来信": "letter", "网上征求意见": "public"}
# An opinion also comes from the meeting itself: a group's hopes and demands.
FROM_THE_MEETING = {"appraisal": Text("分组评议", "Group appraisal")}
OTHER = Text("其他", "Other")

# What an opinion may be (decision 0006).
SORTS: dict[str, Text] = {
    "conduct": Text("代表本人履职", "The deputy’s own conduct"),
    "public_matter": Text("公共事务", "A public matter"),
    "on_the_spot": Text("当场答复", "Answered on the spot"),
}
# 4.4a: did, will, cannot and why.
ANSWERS: dict[str, Text] = {
    "did": Text("已经办了", "Done"),
    "will": Text("将要办", "Will be done"),
    "cannot": Text("办不了", "Cannot be done"),
}
MOST_A_DAY = 200


def sources_of(edition: Edition) -> dict[str, Text]:
    """The ways of gathering the edition names, by the key they are kept under (4.2a)."""
    return {_KEYS.get(t.zh, t.zh[:20]): t for t in edition.gathering_forms.value}


def source_text(edition: Edition, key: str) -> Text:
    """How an opinion came, in words."""
    return (sources_of(edition) | FROM_THE_MEETING).get(key, OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFacts(InRound):
    """One opinion as it stands, or as it would stand."""

    on: date
    today: date
    of_reporter: str = ""
    sorted_as: str = ""
    handler: str = ""
    due_on: date | None = None
    answer_kind: str = ""
    answer: str = ""
    in_goal: bool = False


def due_for(sorted_as: str, handed_over: date, *, difficult: bool, edition: Edition) -> date | None:
    """By when an opinion is to be settled, where nobody sets another date (decisions 0001, 0006)."""
    if sorted_as == "public_matter":
        days = edition.days
        months = days.difficult_matter_months if difficult else days.public_matter_months
        return add_months(handed_over, months.value)
    if sorted_as == "conduct":
        return shift_working_days(handed_over, edition.days.answer_within.value)
    return None


def sorted_whole(facts: OpinionFacts, latest: date | None = None) -> Verdict:
    """Conduct is somebody's; a public matter has a handler, not the deputy, and a date (4.4a, decision 0006).

    ``latest`` is the last day the edition gives a public matter.
    """
    if facts.sorted_as == "conduct":
        whose = Text(
            "属于代表本人履职的意见，要写明是哪位代表。", "An opinion on a deputy’s conduct must say which deputy’s."
        )
        return verdict(None if facts.of_reporter else Lack("4.4a", whose, _ORGANISER))
    if facts.sorted_as == "on_the_spot":
        said = Text("当场答复的，要写明怎样答复的。", "What was answered on the spot must be written down.")
        return verdict(None if facts.answer.strip() else Lack("4.4a", said, _ORGANISER))
    if facts.sorted_as != "public_matter":
        return verdict(Lack("4.2a", Text("没有这一类意见。", "There is no such kind of opinion.")))
    return verdict(
        None
        if facts.handler.strip()
        else Lack("4.4a", Text("公共事务要写明由谁承办。", "A public matter needs a body to handle it."), _ORGANISER),
        Lack(
            "D0006",
            Text(
                "代表不直接处理公共事务，请交有关部门承办。",
                "A deputy does not handle a public matter; hand it to the body responsible.",
            ),
            _ORGANISER,
        )
        if facts.of_reporter and facts.of_reporter in facts.handler
        else None,
        None
        if facts.due_on
        else Lack("4.4a", Text("公共事务要写明期限。", "A public matter needs a date."), _ORGANISER),
        Caution(
            "D0001",
            Text("期限超过办法给的时间。", "The date is later than the edition allows."),
            _ORGANISER,
        )
        if facts.due_on and latest and facts.due_on > latest
        else None,
    )


def answered_whole(facts: OpinionFacts) -> Verdict:
    """Did, and how; will, with a date or a goal; cannot, and why (4.4a)."""
    said = facts.answer.strip()
    lacks = {
        "did": Text("写明办了什么、怎样办的。", "Say what was done, and how."),
        "cannot": Text("办不了的，要写明为什么。", "Say why it cannot be done."),
        "will": Text("将要办的，要写明日期，或者列入整改目标。", "Give a date, or take it into a rectification goal."),
    }
    if facts.answer_kind not in lacks:
        return verdict(Lack("4.4a", Text("写明办了、将办还是办不了。", "Say: did, will, or cannot."), _REPORTER))
    whole = bool(facts.due_on or facts.in_goal) if facts.answer_kind == "will" else bool(said)
    return verdict(None if whole else Lack("4.4a", lacks[facts.answer_kind], _REPORTER))


def not_by_the_deputy_alone(facts: OpinionFacts) -> Verdict:
    """A public matter is answered by whoever runs the round, with the handler's word (decision 0006)."""
    if facts.sorted_as != "public_matter":
        return verdict()
    text = Text(
        "公共事务由承办部门办理，答复由承办单位登记。",
        "A public matter is handled by the body responsible; the organiser records its answer.",
    )
    return verdict(Lack("D0006", text, _ORGANISER))


def room_today(taken: int) -> Verdict:
    """So many opinions a day through the public form, and no more (decision 0006)."""
    if taken < MOST_A_DAY:
        return verdict()
    text = Text(
        "今天网上收到的意见太多，请打电话或者到镇人大反映。",
        "Too many opinions came in through this page today; please telephone, or call at the town congress.",
    )
    return verdict(Lack("D0006", text, _ORGANISER))


# Words that carry no matter of their own.
_FILLERS = frozenset("的了是就都还也很一在和有着请把吧呢吗")


def _pairs(text: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum() and c not in _FILLERS)
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1)) or frozenset(plain)


def alike(texts: Sequence[str], of: Iterable[int], *, least: float = 0.4) -> dict[int, tuple[int, ...]]:
    """Which texts say nearly the same as those at the places ``of``: place → the others' places.

    A hint, never a merge: they are held against each other by the pairs of neighbouring characters they share.

    >>> alike(["村东的路灯不亮", "村东路灯不亮了", "公交太少"], [0, 2])
    {0: (1,)}
    """
    sets = [_pairs(t) for t in texts]
    found: dict[int, tuple[int, ...]] = {}
    for n in of:
        close = tuple(
            other
            for other, pairs in enumerate(sets)
            if other != n
            and len(shared := sets[n] & pairs) > 1
            and len(shared) >= least * min(len(sets[n]), len(pairs))
        )
        if close:
            found[n] = close
    return found


def lines(text: str) -> list[str]:
    """Several opinions written down at once, one a line."""
    return [line for raw in text.splitlines() if (line := raw.strip())]
