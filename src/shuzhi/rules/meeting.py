"""The meeting (4.2b, 4.3): what must stand before it is called, opened and closed."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules.agenda import APPRAISAL, GROUP_REPORTS, in_order
from shuzhi.rules.round import ORGANISERS
from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

SCRUTINEERS = Text("监票人", "the scrutineers")
OVER = frozenset({"announced", "void"})


def _names(names: tuple[str, ...]) -> Text:
    return Text("、".join(names), ", ".join(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts(InRound):
    """A meeting as it stands.

    ``order``: the keys of the edition's agenda in the clause's order; ``agenda``: those of the meeting's
    items as planned; ``held``: those begun, in the order in which they were. ``invited`` leaves guests
    out. ``without_party_head``: reporters whose workplace's Party head is not invited. ``groups``: the
    groups' names, ``unheard`` those that have not reported back. ``both``: who is teller and scrutineer.
    """

    state: str
    quorum: int
    order: tuple[str, ...]
    agenda: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    unpublished: tuple[str, ...] = ()
    not_spoken: tuple[str, ...] = ()
    invited: int = 0
    group_heads: int = 0
    without_party_head: tuple[str, ...] = ()
    present: int = 0
    groups: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    handed_in: int = 0
    count: str = ""
    judging: tuple[str, ...] = ()
    both: tuple[str, ...] = ()

    @property
    def organiser(self) -> Text:
        return ORGANISERS[self.round.kind]


def has_agenda(facts: MeetingFacts) -> Verdict:
    """The agenda is fixed before the meeting is called (4.3b)."""
    if facts.agenda:
        return verdict()
    return verdict(Lack("4.3b", Text("还没有议程。", "There is no agenda yet."), facts.organiser))


def has_reporters(facts: MeetingFacts) -> Verdict:
    """A meeting is there for its reporters (4.3)."""
    if facts.reporters:
        return verdict()
    return verdict(
        Lack("4.3a", Text("还没有确定本次会议的述职代表。", "No reporter is named for this meeting."), facts.organiser)
    )


def has_attendees(facts: MeetingFacts) -> Verdict:
    """The attendees are fixed before the meeting is called (4.3a)."""
    if facts.invited:
        return verdict()
    return verdict(Lack("4.3a", Text("还没有邀请参加人员。", "Nobody has been invited yet."), facts.organiser))


def group_heads_invited(facts: MeetingFacts) -> Verdict:
    """Villagers' group heads of the reporter's constituency attend (4.3a)."""
    if facts.group_heads:
        return verdict()
    return verdict(Caution("4.3a", Text("没有邀请村民组长。", "No villagers’ group head is invited."), facts.organiser))


def party_heads_invited(facts: MeetingFacts) -> Verdict:
    """The head of the Party organisation of each reporter's workplace attends (4.3a)."""
    if not facts.without_party_head:
        return verdict()
    text = Text(
        "没有邀请{who}所在单位党组织负责人。", "The head of the Party organisation of {who}’s workplace is not invited."
    )
    return verdict(Caution("4.3a", text.format(who=_names(facts.without_party_head)), facts.organiser))


def reports_published(facts: MeetingFacts) -> Verdict:
    """Voters can read the reports before the meeting is called (4.2a, D0001)."""
    if not facts.unpublished:
        return verdict()
    text = Text("{who}的述职报告还没有公布。", "The report of {who} is not published yet.")
    return verdict(Caution("4.2a", text.format(who=_names(facts.unpublished)), facts.organiser))


def enough_present(facts: MeetingFacts) -> Verdict:
    """The attendees are in principle no fewer than fifty (4.3a)."""
    if facts.present >= facts.quorum:
        return verdict()
    text = Text(
        "到会 {n} 人，原则上不少于 {q} 人，还差 {m} 人。", "{n} are present; in principle no fewer than {q}: {m} short."
    )
    return verdict(
        Caution("4.3a", text.format(n=facts.present, q=facts.quorum, m=facts.quorum - facts.present), facts.organiser)
    )


def agenda_in_order(facts: MeetingFacts) -> Verdict:
    """The agenda keeps the clause's order (4.3b)."""
    if in_order(facts.agenda, facts.order):
        return verdict()
    return verdict(
        Caution("4.3b", Text("议程顺序与规定的不同。", "The agenda is not in the order laid down."), facts.organiser)
    )


def held_in_order(facts: MeetingFacts) -> Verdict:
    """The meeting was held in the clause's order, and nothing of it left out (4.3b)."""
    if in_order(facts.held, facts.order) and set(facts.held) >= set(facts.agenda):
        return verdict()
    if not in_order(facts.held, facts.order):
        text = Text("议程没有按规定的顺序进行。", "The agenda was not gone through in the order laid down.")
    else:
        text = Text("议程中有的项目没有进行。", "Some items of the agenda were not held.")
    return verdict(Caution("4.3b", text, facts.organiser))


def every_group_heard(facts: MeetingFacts) -> Verdict:
    """The meeting hears each group's appraisal (4.3b(iv))."""
    if not facts.unheard:
        return verdict()
    text = Text("还没有听取{who}的评议汇报。", "The appraisal of {who} has not been heard.")
    return verdict(Caution("4.3b(iv)", text.format(who=_names(facts.unheard)), facts.organiser))


def result_known(facts: MeetingFacts) -> Verdict:
    """The result is announced at the meeting, or the evaluation declared void, before it closes (4.3b(iii))."""
    if facts.count in OVER:
        return verdict()
    text = Text(
        "测评结果还没有公布，也没有宣布测评无效。", "The result is neither announced nor the evaluation declared void."
    )
    return verdict(Lack("4.3b(iii)", text, SCRUTINEERS))


def posts_apart(facts: MeetingFacts) -> Verdict:
    """Nobody counts who is rated, and nobody watches over his own counting (D0001)."""
    found = []
    if facts.judging:
        text = Text(
            "{who}是述职代表，不能担任监票人、计票人。", "{who} reports, and can be neither scrutineer nor teller."
        )
        found.append(Lack("D0001", text.format(who=_names(facts.judging)), facts.organiser))
    if facts.both:
        text = Text("{who}不能既监票又计票。", "{who} cannot be scrutineer and teller at once.")
        found.append(Lack("D0001", text.format(who=_names(facts.both)), facts.organiser))
    return verdict(*found)


def has_groups(facts: MeetingFacts) -> Verdict:
    """Attendees appraise in groups (4.3b(iii))."""
    if facts.groups:
        return verdict()
    return verdict(Lack("4.3b(iii)", Text("还没有编评议组。", "No appraisal group has been formed."), facts.organiser))


def all_reported(facts: MeetingFacts) -> Verdict:
    """The deputies report before they are appraised (4.3b(ii)); some hand in the text without speaking."""
    if not facts.not_spoken:
        return verdict()
    text = Text("{who}还没有述职。", "{who} has not reported yet.")
    return verdict(Caution("4.3b(ii)", text.format(who=_names(facts.not_spoken)), facts.organiser))


def groups_free(facts: MeetingFacts) -> Verdict:
    """Groups that have handed in an appraisal stay as they are (4.3b(iii))."""
    if not facts.handed_in:
        return verdict()
    text = Text("已有评议组提交了意见，不能重新编组。", "A group has handed in already; the groups stay as they are.")
    return verdict(Lack("4.3b(iii)", text))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts(InRound):
    """One agenda item, and the meeting it belongs to."""

    key: str
    meeting_state: str


def may_start(facts: ItemFacts) -> Verdict:
    """Items are gone through while the meeting is in session; the appraisal has an act of its own (4.3b)."""
    if facts.meeting_state not in ("open", "appraising", "counted"):
        return verdict(
            Lack("4.3b", Text("会议没有在进行。", "The meeting is not in session."), ORGANISERS[facts.round.kind])
        )
    if facts.key == APPRAISAL and facts.meeting_state == "open":
        text = Text("分组评议请用“开始分组评议”进入。", "The appraisal is entered by “Start the group appraisal”.")
        return verdict(Lack("4.3b(iii)", text))
    if facts.key == GROUP_REPORTS and facts.meeting_state == "open":
        text = Text("先分组评议，再听取各组汇报。", "The groups appraise before they report back.")
        return verdict(Lack("4.3b(iv)", text))
    return verdict()
