"""The duty ledger (2.3, 3): which kinds of entries there are, under which of the five aspects, and who may keep them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_DESK = Text("镇人大、代表小组组长", "the town congress or the group leader")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry and the aspect it belongs to; one choice tells both (practice: nothing typed twice)."""

    key: str
    aspect: str
    text: Text


# 3.1–3.5 name what each aspect covers; the kinds are the parts ledgers are kept in (decision 0001).
KINDS: tuple[Kind, ...] = (
    Kind("study", "law", Text("学习法律、政策", "Studied law or policy")),
    Kind("explain", "law", Text("向选民宣传法律、政策", "Explained law or policy to voters")),
    Kind("session", "sessions", Text("出席代表大会会议", "Attended a session of congress")),
    Kind("speech", "sessions", Text("审议发言", "Spoke in deliberation")),
    Kind("sitting_in", "sessions", Text("列席常委会、主席团会议", "Sat in on a committee or presidium meeting")),
    Kind("resolution", "sessions", Text("落实决议、决定", "Helped carry out a resolution")),
    Kind("contact", "voters", Text("走访、接待选民", "Visited or received voters")),
    Kind("suggestion", "voters", Text("提出建议、批评和意见", "Submitted a suggestion, criticism or opinion")),
    Kind("bill", "voters", Text("提出或联名议案", "Proposed or co-signed a bill")),
    Kind("group", "activities", Text("代表小组活动", "Deputy-group activity")),
    Kind("inspection", "activities", Text("持证视察、调研", "Inspection or research")),
    Kind("enforcement", "activities", Text("执法检查", "Law-enforcement inspection")),
    Kind("appraisal", "activities", Text("评议部门工作", "Appraisal of a department")),
    Kind("deed", "example", Text("为选民办好事实事", "Did a good or practical thing for voters")),
    Kind("post", "example", Text("本职带头", "Led by example in the deputy’s own post")),
    Kind("campaign", "example", Text("争先创优、表彰", "Excellence campaign or award")),
)
BY_KEY = {kind.key: kind for kind in KINDS}
OTHER = Text("其他", "Other")


def kind_text(key: str) -> Text:
    """A kind's name; one no longer in the table is told as it was kept."""
    return BY_KEY[key].text if key in BY_KEY else OTHER


def kinds_of(aspects: Iterable[str]) -> dict[str, tuple[Kind, ...]]:
    """aspect → its kinds, in the order of the aspects given."""
    return {aspect: tuple(k for k in KINDS if k.aspect == aspect) for aspect in aspects}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """An entry about to be recorded or checked."""

    on: date
    today: date
    kind: str
    since: date | None
    until: date | None
    own: bool = False


def may_stand(facts: EntryFacts) -> Verdict:
    """An entry is of the time since taking office (3), of something that has happened, and of a known kind (2.3)."""
    return verdict(
        None if facts.kind in BY_KEY else Lack("3", Text("没有这一类履职。", "There is no such kind of duty."), _DESK),
        Lack(
            "2.3", Text("日期在今天之后，办过以后再登记。", "The date lies ahead of today; record it once it is done.")
        )
        if facts.on > facts.today
        else None,
        Lack(
            "3",
            Text(
                "日期在担任代表以前；履职从任职时算起。",
                "The date is before the mandate; duties count since taking office.",
            ),
        )
        if facts.since and facts.on < facts.since
        else None,
        Lack("3", Text("日期在代表资格终止以后。", "The date is after the mandate ended."))
        if facts.until and facts.on > facts.until
        else None,
    )


def checked_by_another(facts: EntryFacts) -> Verdict:
    """One desk checks what is recorded; whoever checks an entry of their own says why (2.3)."""
    if not facts.own:
        return verdict()
    return verdict(
        Caution(
            "2.3",
            Text(
                "这是你自己的履职记录，原则上由别人核实。",
                "This entry is your own; in principle somebody else checks it.",
            ),
            _DESK,
        )
    )


def may_withdraw(because: str, *, checked: bool, desk: bool) -> Verdict:
    """A mistaken entry is withdrawn with a reason and stays to be seen; one the desk has checked, by the desk (2.3)."""
    return verdict(
        None
        if because.strip()
        else Lack("2.3", Text("没有写撤销的原因。", "It is not said why the entry is withdrawn.")),
        Lack(
            "2.3",
            Text(
                "核实过的由核实的一方撤销；不对的地方请提出异议。",
                "What the desk has checked, the desk withdraws; say what is wrong in an objection.",
            ),
            _DESK,
        )
        if checked and not desk
        else None,
    )
