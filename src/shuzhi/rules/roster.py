"""Who reports (2.1–2.4, 4.1b, 5.2): every shortfall and excess against the edition's quotas, in words.

Decision 0001 says how the quotas are read: 2.2a and 2.2b count the reporters of a round; 2.2c counts
the groups a town's pilot is held in, each of which names at least one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shuzhi.rules.edition import Edition, Quota
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.round import DECIDERS
from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_PROPOSERS: dict[RoundKind, Text] = {
    RoundKind.DISTRICT_TOWN: Text("代表小组组长、镇人大", "the group leader or the town congress"),
    RoundKind.DISTRICT_ORGANS: Text("代表小组组长", "the group leader"),
    RoundKind.TOWN: Text("镇人大、主席团", "the town congress or the presidium"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominee:
    """A deputy on the list, proposed or chosen.

    ``entries`` are the checked entries of the duty ledger; ``earlier`` how often the deputy stands on
    another roster of this term.
    """

    name: str
    group: int
    leading_cadre: bool = False
    entries: int = 0
    earlier: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A deputy group the round concerns."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """What the edition asks of a list of this kind."""

    quota: Quota
    by_groups: bool
    per_group: Quota
    leading: Quota
    per_term: Quota
    on_record: str
    filed: bool
    filing: str


def quotas(edition: Edition, kind: RoundKind) -> Quotas:
    """The edition's quotas for a kind of round; its quota counts reporters, or groups (2.2c)."""
    quota = edition.quota(kind)
    return Quotas(
        quota=quota,
        by_groups=quota.unit == "groups",
        per_group=edition.reporters_per_group,
        leading=edition.leading_cadres,
        per_term=edition.reports_per_term,
        on_record=edition.chosen_on_record.source if edition.chosen_on_record.value else "",
        filed=kind in edition.file_with_district.value,
        filing=edition.file_with_district.source,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFacts(InRound):
    """A list as it stands: who is on it, from which groups it is drawn, how often it was met about."""

    quotas: Quotas
    groups: tuple[Group, ...]
    nominees: tuple[Nominee, ...]
    meetings: int = 0


def _names(nominees: Iterable[Nominee]) -> Text:
    names = [n.name for n in nominees]
    return Text("、".join(names), ", ".join(names))


def said(quota: Quota) -> Text:
    """2 名; 1—2 名; 至少 1 名."""
    if quota.high is None:
        return Text("至少 {n} 名", "at least {n}").format(n=quota.low)
    if quota.low == quota.high:
        return Text("{n} 名", "{n}").format(n=quota.low)
    return Text("{low}—{high} 名", "{low} to {high}").format(low=quota.low, high=quota.high)


def _reporters(facts: RosterFacts, quota: Quota) -> Iterator[tuple[str, Text]]:
    number = len(facts.nominees)
    now = {"quota": said(quota), "n": number, "less": quota.low - number, "more": number - (quota.high or number)}
    if number < quota.low:
        yield (
            quota.source,
            Text(
                "应确定 {quota}，名单上有 {n} 名，还差 {less} 名。",
                "{quota} to be named, {n} on the list: {less} short.",
            ).format(**now),
        )
    elif not quota.holds(number):
        yield (
            quota.source,
            Text(
                "应确定 {quota}，名单上有 {n} 名，多 {more} 名，请撤下。",
                "{quota} to be named, {n} on the list: {more} too many, to be struck.",
            ).format(**now),
        )


def _groups(facts: RosterFacts, quota: Quota) -> Iterator[tuple[str, Text]]:
    number = len(facts.groups)
    if not quota.holds(number):
        yield (
            quota.source,
            Text(
                "镇代表述职在 {low}—{high} 个代表小组中进行，本轮有 {n} 个。",
                "Town deputies report in {low} to {high} groups; this round has {n}.",
            ).format(low=quota.low, high=quota.high, n=number),
        )
    for group in facts.groups:
        named = sum(n.group == group.pk for n in facts.nominees)
        if not facts.quotas.per_group.holds(named):
            yield (
                quota.source,
                Text(
                    "{group}应有{quota}述职，名单上有 {n} 名。",
                    "{group}: {quota} to report, {n} on the list.",
                ).format(group=group.name, quota=said(facts.quotas.per_group), n=named),
            )


def differences(facts: RosterFacts) -> tuple[tuple[str, Text], ...]:
    """Every shortfall and excess against the quotas (2.2a, 2.2b, 2.2c), as (clause, sentence)."""
    quota = facts.quotas.quota
    found = list(_groups(facts, quota) if facts.quotas.by_groups else _reporters(facts, quota))
    known = {g.pk for g in facts.groups}
    strangers = [n for n in facts.nominees if n.group not in known]
    if strangers:
        found.append(
            (
                quota.source,
                Text("{who}不属于本轮的代表小组。", "Not of a group of this round: {who}.").format(
                    who=_names(strangers)
                ),
            )
        )
    return tuple(found)


def quota_met(facts: RosterFacts) -> Verdict:
    """A list is decided only when it meets the quota exactly (2.2a, 2.2b, 2.2c)."""
    who = _PROPOSERS[facts.round.kind]
    return verdict(*(Lack(clause, text, who) for clause, text in differences(facts)))


def still_full(facts: RosterFacts) -> Verdict:
    """After somebody was excused the list may be short; it is filed as it stands only with a reason (2.2a, 2.2b)."""
    who = DECIDERS[facts.round.kind]
    return verdict(*(Caution(clause, text, who) for clause, text in differences(facts)))


def meeting_on_record(facts: RosterFacts) -> Verdict:
    """The presidium or the group has met about the list (4.1b)."""
    if facts.meetings:
        return verdict()
    town = facts.round.kind is RoundKind.TOWN
    body = (
        Text("镇人大主席团会议", "meeting of the presidium") if town else Text("代表小组会议", "meeting of the group")
    )
    return verdict(
        Lack(
            "4.1b",
            Text("没有确定名单的{body}记录。", "No {body} about the list is on record.").format(body=body),
            DECIDERS[facts.round.kind],
        )
    )


def leading_cadre_among(facts: RosterFacts) -> Verdict:
    """Leading-cadre deputies take the lead in reporting (5.2)."""
    quota = facts.quotas.leading
    if quota.holds(sum(n.leading_cadre for n in facts.nominees)):
        return verdict()
    return verdict(
        Caution(
            quota.source,
            Text(
                "名单上没有领导干部代表；领导干部代表要带头述职。",
                "No leading-cadre deputy is on the list; they are to take the lead.",
            ),
            _PROPOSERS[facts.round.kind],
        )
    )


def first_time_this_term(facts: RosterFacts) -> Verdict:
    """Step by step everyone reports: who has had a turn this term makes way for those who have not (2.1)."""
    quota = facts.quotas.per_term
    again = [n for n in facts.nominees if not quota.holds(n.earlier + 1)]
    if not again:
        return verdict()
    return verdict(
        Caution(
            "2.1",
            Text(
                "{who}本届已经列入过述职名单，还有代表没有述职。",
                "Already on a list this term: {who}; others have not reported yet.",
            ).format(who=_names(again)),
            _PROPOSERS[facts.round.kind],
        )
    )


def chosen_on_record(facts: RosterFacts) -> Verdict:
    """The choice shows on what record of duties it was made (2.3)."""
    bare = [n for n in facts.nominees if not n.entries]
    if not facts.quotas.on_record or not bare:
        return verdict()
    return verdict(
        Caution(
            facts.quotas.on_record,
            Text(
                "{who}的履职档案里没有核实过的记录。",
                "No checked entry in the duty ledger of {who}.",
            ).format(who=_names(bare)),
            _PROPOSERS[facts.round.kind],
        )
    )


def filed_upward(facts: RosterFacts) -> Verdict:
    """Lists of district reporters go up to the district standing committee; a town's own list does not (2.4)."""
    if facts.quotas.filed:
        return verdict()
    return verdict(
        Lack(
            facts.quotas.filing,
            Text("镇人大代表的名单不用报区人大常委会。", "A list of town deputies is not filed with the district."),
        )
    )
