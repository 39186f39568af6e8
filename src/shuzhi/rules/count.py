"""The count (计票): whether it may be confirmed, sealed, announced (4.3b(iii), D0001)."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules.scan import all_read
from shuzhi.rules.stages import InRound
from shuzhi.rules.tally import Reckoning, reconcile
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

_TELLERS = Text("两名计票人", "two tellers")
_SCRUTINEER = Text("监票人", "the scrutineers")
_DOUBLE = "D0005"
_SEALED = "D0007"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFacts(InRound):
    """One count as it stands: the reckoning, and how far the paper sheets are typed in.

    ``once``: slips typed in by one teller only; ``differing``: typed in differently and not settled;
    ``slips``: sheets typed in at all, or read by machine (``scanned`` of them); ``admitted``: paper sheets whose code
    was checked in; ``present``: how many sheets those checked in may fill in, None when nobody was checked in.
    ``unread`` … ``unlike``: what is still to be done with the pictures (``rules.scan.all_read``).
    """

    reckoning: Reckoning
    explanation: str = ""
    once: int = 0
    differing: int = 0
    slips: int = 0
    scanned: int = 0
    admitted: int = 0
    present: int | None = None
    unread: int = 0
    troubles: int = 0
    conflicts: int = 0
    reviews: int = 0
    unlike: int = 0


def typed_in(facts: CountFacts) -> Verdict:
    """Every paper sheet that no machine read is typed in by two people, and a third settles what differs."""
    findings: list[Lack] = []
    if facts.once:
        text = Text("有 {n} 张纸质表只录入了一遍。", "{n} paper sheets have been typed in only once.")
        findings.append(Lack(_DOUBLE, text.format(n=facts.once), _TELLERS))
    if facts.differing:
        text = Text(
            "有 {n} 张纸质表两遍录入不一致，还没有核定。",
            "{n} paper sheets were typed in differently and are not settled.",
        )
        findings.append(Lack(_DOUBLE, text.format(n=facts.differing), _SCRUTINEER))
    if facts.slips < facts.admitted:
        text = Text(
            "核验了 {admitted} 张纸质表，只录入了 {slips} 张。",
            "{admitted} paper sheets were checked in, {slips} typed in.",
        )
        if facts.scanned:
            text = Text(
                "核验了 {admitted} 张纸质表，录入和扫描的只有 {slips} 张。",
                "{admitted} paper sheets were checked in, {slips} typed in or scanned.",
            )
        findings.append(Lack(_DOUBLE, text.format(admitted=facts.admitted, slips=facts.slips), _TELLERS))
    if facts.slips > facts.admitted:
        text = Text(
            "录入了 {slips} 张纸质表，核验的只有 {admitted} 张：有纸没有核验，或有一张录了两个号。",
            "{slips} paper sheets were typed in and only {admitted} checked in: one was not checked in, or has two slip numbers.",
        )
        if facts.scanned:
            text = Text(
                "录入和扫描了 {slips} 张纸质表，核验的只有 {admitted} 张：有纸没有核验，有一张录了两个号，或者扫描过的又录入了。",
                "{slips} paper sheets were typed in or scanned and only {admitted} checked in: one was not checked in, has "
                "two slip numbers, or was scanned and typed in as well.",
            )
        findings.append(Lack(_DOUBLE, text.format(admitted=facts.admitted, slips=facts.slips), _SCRUTINEER))
    return verdict(*findings)


def scanned(facts: CountFacts) -> Verdict:
    """Every file is read, every doubt settled by people, every conflict by the scrutineers (D0012)."""
    return all_read(
        unread=facts.unread,
        troubles=facts.troubles,
        conflicts=facts.conflicts,
        reviews=facts.reviews,
        differing=facts.unlike,
    )


def balances(facts: CountFacts) -> Verdict:
    """issued = cast + paper + unused + missing; a gap is explained; more counted than issued is no evaluation."""
    return reconcile(facts.reckoning, facts.explanation)


def more_than_present(back: int, present: int | None) -> bool:
    """Whether more sheets came back than those checked in may fill in."""
    return present is not None and back > present


def no_more_than_present(facts: CountFacts) -> Verdict:
    """More sheets came back than those checked in may fill in: it may be so, and is explained in the statement."""
    back = facts.reckoning.returned
    if not more_than_present(back, facts.present) or facts.explanation.strip():
        return verdict()
    text = Text(
        "收回 {back} 张，签到的人能填的只有 {present} 张：须在差额说明中写明多出来的从哪里来，"
        "比如有人没有签到就进了场。",
        "{back} sheets came back and those checked in can have filled in only {present}: the statement must explain "
        "where the others come from, for example that somebody came in without being checked in.",
    )
    return verdict(Lack(_SEALED, text.format(back=back, present=facts.present), _SCRUTINEER))
