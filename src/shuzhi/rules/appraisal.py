"""Group appraisal (分组评议, 4.3b(iii)–(iv)): the groups, what they hand in, and how it is heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

T = TypeVar("T")
# "1. ", "2、", "（三）", "- ": never the 3 of "3号路灯".
_NUMBERING = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)]|[、.．](?!\d))|[-·•])\s*")
_RECORDER = Text("评议组记录人", "the group’s recorder")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts(InRound):
    """One group: for how many reporters it has handed in an appraisal, and whether it was heard."""

    meeting_state: str
    handed_in: int
    heard: bool


def may_hand_in(facts: GroupFacts) -> Verdict:
    """A group hands in from the start of the appraisal until it is heard (4.3b(iii))."""
    if facts.meeting_state in ("planned", "called", "open"):
        return verdict(Lack("4.3b(iii)", Text("分组评议还没有开始。", "The group appraisal has not begun.")))
    if facts.meeting_state == "closed":
        return verdict(Lack("4.3b(iii)", Text("会议已经结束。", "The meeting is closed.")))
    if facts.heard:
        return verdict(
            Lack("4.3b(iv)", Text("这一组已经汇报，不能再改。", "This group has been heard; nothing can be changed."))
        )
    return verdict()


def may_hear(facts: GroupFacts) -> Verdict:
    """A group is heard once, on what it has handed in (4.3b(iv))."""
    if facts.meeting_state not in ("appraising", "counted"):
        return verdict(Lack("4.3b(iv)", Text("现在不是听取汇报的时候。", "This is not the time to hear the groups.")))
    if not facts.handed_in:
        text = Text("这一组还没有提交评议意见。", "This group has not handed in its appraisal.")
        return verdict(Lack("4.3b(iii)", text, _RECORDER))
    return verdict()


def spread(people: Sequence[T], groups: int) -> list[list[T]]:
    """People in so many groups of all but equal size, neighbours of the list together.

    >>> spread("abcdefg", 3)
    [['a', 'b', 'c'], ['d', 'e'], ['f', 'g']]
    """
    if groups < 1:
        raise ValueError("at least one group")
    size, more = divmod(len(people), groups)
    result, start = [], 0
    for n in range(groups):
        end = start + size + (n < more)
        result.append(list(people[start:end]))
        start = end
    return result


def demands(text: str) -> list[str]:
    """The hopes and demands a group noted down, one a line, numbering taken off (4.4a)."""
    lines = (_NUMBERING.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]
