"""THE TABLE: every act of the institution, written once.

A row says what the act is called, which record it is done to (``on``), from which states, to which
state, by which office, during which stages of the round, what must hold, and under which clause.
The mover, the buttons, the one web door, the API, the command line, the journal and ``docs/acts.md``
all read this table. An act that makes a new record names it in ``creates``; ``target`` is then the
new record's first state and ``on`` its parent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shuzhi.rules import (
    appraisal,
    attendance,
    count,
    duty,
    honour,
    meeting,
    notice,
    plan,
    programme,
    rectification,
    report,
    roster,
    stages,
    summary,
    template,
)
from shuzhi.rules import round as round_rules
from shuzhi.rules.roles import Office as O  # noqa: N817 - the rows are a table to be read across
from shuzhi.rules.roles import RoundKind as K
from shuzhi.rules.verdict import Text, Verdict

Need = Callable[[Any], Verdict]
Offices = Mapping[K, frozenset[O]]


def _by(*offices: O) -> Offices:
    return {kind: frozenset(offices) for kind in K}


# 5.2: the standing committee entrusts the town congress and the group leaders with its deputies in towns.
ORGANISER: Offices = {
    K.DISTRICT_TOWN: frozenset({O.TOWN_CONGRESS_OFFICE, O.GROUP_LEADER}),
    K.DISTRICT_ORGANS: frozenset({O.GROUP_LEADER}),
    K.TOWN: frozenset({O.TOWN_CONGRESS_OFFICE}),
}
# 4.1a: who adopts the plan; 4.1b: who decides the list.
ADOPTER: Offices = {
    K.DISTRICT_TOWN: frozenset({O.CHAIRPERSONS_MEETING}),
    K.DISTRICT_ORGANS: frozenset({O.CHAIRPERSONS_MEETING}),
    K.TOWN: frozenset({O.PRESIDIUM}),
}
DECIDER: Offices = {
    K.DISTRICT_TOWN: frozenset({O.GROUP_LEADER}),
    K.DISTRICT_ORGANS: frozenset({O.GROUP_LEADER}),
    K.TOWN: frozenset({O.PRESIDIUM}),
}
OFFICE = _by(O.DISTRICT_OFFICE)
DEPUTY = _by(O.DEPUTY)
STEWARD = _by(O.STEWARD)
TELLER = _by(O.TELLER)
SCRUTINEER = _by(O.SCRUTINEER)


def _and(offices: Offices, *more: O) -> Offices:
    return {kind: held | frozenset(more) for kind, held in offices.items()}


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the register. ``outside``: who does it to a record of no round, where that is nobody of ``by``."""

    name: str
    label: Text
    on: str
    by: Offices
    clause: str
    source: frozenset[str] = frozenset()
    target: str | None = None
    creates: str | None = None
    during: frozenset[str] = frozenset()
    needs: tuple[Need, ...] = ()
    journaled: bool = True
    outside: frozenset[O] = frozenset()

    @property
    def noun(self) -> str:
        """The record whose state changes."""
        return self.creates or self.on


def _act(
    name: str,
    zh: str,
    en: str,
    *,
    on: str,
    by: Offices,
    clause: str,
    source: str = "",
    target: str | None = None,
    creates: str | None = None,
    during: str = "",
    needs: tuple[Need, ...] = (),
    journaled: bool = True,
    outside: tuple[O, ...] = (),
) -> Act:
    return Act(
        name,
        Text(zh, en),
        on,
        by,
        clause,
        frozenset(source.split()),
        target,
        creates,
        frozenset(during.split()),
        needs,
        journaled,
        frozenset(outside),
    )


RUNNING = "launch preparation meeting conclusion"

# fmt: off
_ROWS = (
    # 0.1, 1.1 · the programme
    _act("programme.draft", "拟定述职工作", "Draft a programme", on="body", by=OFFICE, clause="0.1", creates="programme", target="drafted"),
    _act("programme.revise", "修改述职工作", "Revise the programme", on="programme", by=OFFICE, clause="0.1", source="drafted", needs=(programme.basis_stated, programme.windows_hold)),
    _act("programme.open", "启动述职工作", "Open the programme", on="programme", by=OFFICE, clause="0.1", source="drafted", target="open", needs=(programme.basis_stated,)),
    _act("programme.close", "结束述职工作", "Close the programme", on="programme", by=OFFICE, clause="4.4d", source="open", target="closed", needs=(programme.rounds_closed,)),
    # 4 · the round and its four stages
    _act("round.open", "启动一轮述职", "Open a round", on="programme", by=_by(O.DISTRICT_OFFICE, O.TOWN_CONGRESS_OFFICE), clause="2.2a", source="open", creates="round", target="launch"),
    _act("round.advance", "进入下一阶段", "Go on to the next stage", on="round", by=ORGANISER, clause="4.0c", source="launch preparation meeting", needs=(round_rules.stage_done,)),
    _act("round.close", "结束本轮述职", "Close the round", on="round", by=ORGANISER, clause="4.4c", source="conclusion", target="closed", needs=(round_rules.may_close,)),
    # 4.1a · plan and schedule
    _act("plan.draft", "拟定实施方案", "Draft the plan", on="round", by=ORGANISER, clause="4.1a", creates="plan", target="drafted", during="launch"),
    _act("plan.revise", "修改实施方案", "Revise the plan", on="plan", by=ORGANISER, clause="4.1a", source="drafted returned", target="drafted"),
    _act("plan.submit", "提交实施方案", "Submit the plan", on="plan", by=ORGANISER, clause="4.1a", source="drafted", target="submitted", needs=(plan.complete, plan.nothing_left_blank, plan.in_window, plan.two_to_three_months)),
    _act("plan.adopt", "通过实施方案", "Adopt the plan", on="plan", by=ADOPTER, clause="4.1a", source="submitted", target="adopted"),
    _act("plan.return", "退回实施方案", "Return the plan", on="plan", by=ADOPTER, clause="4.1a", source="submitted", target="returned"),
    # 4.1c, 5.1 · study and publicity
    _act("study.record", "登记学习宣传", "Record study or publicity", on="round", by=ORGANISER, clause="4.1c", creates="study", during=RUNNING),
    _act("study.answer_doubt", "登记疑虑与解答", "Record a doubt and its answer", on="round", by=ORGANISER, clause="5.1", creates="doubt", during=RUNNING),
    # 2.2–2.4, 4.1b · the roster
    _act("roster.propose", "提名述职对象", "Propose a reporter", on="round", by=_and(DECIDER, O.TOWN_CONGRESS_OFFICE), clause="2.3", creates="reporter", target="proposed", during="launch preparation"),
    _act("roster.strike", "撤下提名", "Strike a name", on="reporter", by=_and(DECIDER, O.TOWN_CONGRESS_OFFICE), clause="4.1b", source="proposed", target="struck"),
    _act("roster.meet", "登记会议", "Record the deciding meeting", on="roster", by=DECIDER, clause="4.1b", source="drafted", creates="sitting"),
    _act("roster.decide", "确定述职对象名单", "Decide the roster", on="roster", by=DECIDER, clause="4.1b", source="drafted", target="decided", needs=(stages.plan_adopted, roster.meeting_on_record, roster.quota_met, roster.leading_cadre_among, roster.first_time_this_term, roster.chosen_on_record)),
    _act("roster.excuse", "免于述职", "Excuse a reporter", on="reporter", by=DECIDER, clause="4.1b", source="chosen", target="excused", during="launch preparation meeting"),
    _act("roster.substitute", "替补述职对象", "Name a substitute", on="reporter", by=DECIDER, clause="4.1b", source="excused", creates="reporter", target="chosen", during="launch preparation meeting"),
    _act("roster.file", "报送名单", "File the roster", on="roster", by=ORGANISER, clause="2.4", source="decided", target="filed", needs=(roster.filed_upward, roster.still_full)),
    _act("roster.acknowledge", "收悉名单", "Acknowledge the roster", on="roster", by=OFFICE, clause="2.4", source="filed", target="acknowledged"),
    # 2.3 · the duty ledger
    _act("duty.record", "登记履职", "Record a duty entry", on="mandate", by=_by(O.DEPUTY, O.TOWN_CONGRESS_OFFICE, O.GROUP_LEADER), clause="2.3", creates="duty", target="recorded"),
    _act("duty.check", "核实履职", "Check a duty entry", on="duty", by=_by(O.TOWN_CONGRESS_OFFICE, O.GROUP_LEADER), clause="2.3", source="recorded disputed", target="checked", needs=(duty.may_stand,)),
    _act("duty.dispute", "提出异议", "Dispute a duty entry", on="duty", by=DEPUTY, clause="2.3", source="checked", target="disputed"),
    _act("duty.withdraw", "撤销履职登记", "Withdraw a duty entry", on="duty", by=_by(O.DEPUTY, O.TOWN_CONGRESS_OFFICE, O.GROUP_LEADER), clause="2.3", source="recorded checked disputed", target="withdrawn"),
    # 4.2a · opinions gathered
    _act("opinion.visit", "登记走访", "Record a visit", on="reporter", by=_and(ORGANISER, O.DEPUTY), clause="4.2a", source="chosen", creates="visit", during=RUNNING, needs=(stages.plan_adopted,)),
    _act("opinion.record", "登记意见", "Record an opinion", on="round", by=_and(ORGANISER, O.DEPUTY), clause="4.2a", creates="opinion", target="recorded", during=RUNNING),
    _act("opinion.send", "提意见", "Send an opinion", on="round", by=_by(O.PUBLIC), clause="4.2a", creates="opinion", target="recorded", during=RUNNING),
    _act("opinion.sort", "意见分类", "Sort an opinion", on="opinion", by=ORGANISER, clause="4.2a", source="recorded sorted", target="sorted"),
    _act("opinion.answer", "答复意见", "Answer an opinion", on="opinion", by=_and(ORGANISER, O.DEPUTY), clause="4.4a", source="sorted answered", target="answered"),
    # 3, 5.3 · the report
    _act("report.write", "撰写述职报告", "Write the report", on="reporter", by=DEPUTY, clause="4.2a", source="chosen", creates="report", target="drafted", during="preparation meeting", needs=(stages.plan_adopted,)),
    _act("report.submit", "提交述职报告", "Submit the report", on="report", by=DEPUTY, clause="4.2a", source="drafted", target="submitted", needs=(report.every_aspect_written, report.fitting_length)),
    _act("report.guide", "登记面对面指导", "Record face-to-face guidance", on="report", by=_and(ORGANISER, O.DISTRICT_OFFICE), clause="5.3", creates="guidance"),
    _act("report.accept", "审定述职报告", "Accept the report", on="report", by=ORGANISER, clause="5.3", source="submitted", target="accepted", needs=(report.guided,)),
    _act("report.return", "退回述职报告", "Return the report", on="report", by=ORGANISER, clause="5.3", source="submitted", target="returned"),
    _act("report.publish", "公布述职报告", "Publish the report", on="report", by=ORGANISER, clause="4.2a", source="accepted", target="published", needs=(report.before_the_call,)),
    # 4.2b, 4.3a · the meeting
    _act("meeting.plan", "筹备述职会议", "Plan the meeting", on="round", by=ORGANISER, clause="4.3a", creates="meeting", target="planned", during="preparation meeting", needs=(stages.plan_adopted,)),
    _act("meeting.arrange", "调整会议安排", "Change the arrangements", on="meeting", by=ORGANISER, clause="4.3a", source="planned called"),
    _act("meeting.invite", "邀请参加人员", "Invite attendees", on="meeting", by=ORGANISER, clause="4.3a", source="planned called"),
    _act("meeting.reply", "登记答复", "Record replies", on="meeting", by=ORGANISER, clause="4.3a", source="planned called"),
    _act("meeting.appoint", "推选监票人计票人", "Appoint scrutineers and tellers", on="meeting", by=ORGANISER, clause="4.3b", source="planned called open", creates="post", needs=(meeting.posts_apart,)),
    _act("meeting.call", "召集会议", "Call the meeting", on="meeting", by=ORGANISER, clause="4.3a", source="planned", target="called", during="meeting", needs=(meeting.has_agenda, meeting.has_reporters, meeting.has_attendees, meeting.group_heads_invited, meeting.party_heads_invited, meeting.reports_published)),
    _act("meeting.admit", "签到", "Check in", on="invitee", by=_and(ORGANISER, O.TELLER, O.SCRUTINEER), clause="4.3a", needs=(attendance.door_open,), journaled=False),
    _act("meeting.walk_in", "现场登记", "Register on the spot", on="meeting", by=_and(ORGANISER, O.TELLER, O.SCRUTINEER), clause="4.3a", source="called open appraising", creates="invitee", journaled=False),
    _act("meeting.open", "宣布开会", "Open the meeting", on="meeting", by=ORGANISER, clause="4.3a", source="called", target="open", during="meeting", needs=(meeting.enough_present,)),
    _act("meeting.start_item", "进入议程", "Start an agenda item", on="agenda_item", by=ORGANISER, clause="4.3b", needs=(meeting.may_start,)),
    _act("meeting.ask", "登记现场提问", "Record a question from the floor", on="meeting", by=_and(ORGANISER, O.RECORDER), clause="4.3b", source="open appraising counted", creates="question"),
    _act("meeting.answer", "登记现场答复", "Record an answer on the spot", on="question", by=_and(ORGANISER, O.RECORDER), clause="4.3b"),
    _act("meeting.close", "会议结束", "Close the meeting", on="meeting", by=ORGANISER, clause="4.3b(v)", source="appraising counted", target="closed", needs=(meeting.result_known, meeting.held_in_order, meeting.every_group_heard)),
    # 4.3b(iii), (iv) · group appraisal
    _act("appraisal.group", "编评议组", "Form the appraisal groups", on="meeting", by=ORGANISER, clause="4.3b(iii)", source="planned called open", needs=(meeting.groups_free,)),
    _act("appraisal.place", "编入评议组", "Place in the groups", on="meeting", by=ORGANISER, clause="4.3b(iii)", source="planned called open appraising", needs=(meeting.has_groups,)),
    _act("appraisal.start", "开始分组评议", "Start the group appraisal", on="meeting", by=ORGANISER, clause="4.3b(iii)", source="open", target="appraising", needs=(meeting.has_groups, meeting.all_reported)),
    _act("appraisal.hand_in", "提交评议意见", "Hand in a group’s appraisal", on="appraisal_group", by=_and(ORGANISER, O.RECORDER), clause="4.3b(iii)", needs=(appraisal.may_hand_in,)),
    _act("appraisal.hear", "听取评议汇报", "Hear a group’s appraisal", on="appraisal_group", by=ORGANISER, clause="4.3b(iv)", needs=(appraisal.may_hear,)),
    # 4.3b(iii) · the evaluation
    _act("sheet.issue", "印制测评表", "Print the sheets", on="meeting", by=ORGANISER, clause="4.3b", source="called open"),
    _act("sheet.open", "开始测评", "Open the evaluation", on="meeting", by=SCRUTINEER, clause="4.3b", source="open appraising"),
    _act("sheet.reopen", "重新开始测评", "Open the evaluation anew", on="meeting", by=SCRUTINEER, clause="4.3b", source="open appraising"),
    _act("sheet.close_phones", "停止手机填表", "Close the phones", on="meeting", by=SCRUTINEER, clause="4.3b", source="open appraising"),
    _act("sheet.admit_paper", "核验纸质表", "Check a paper sheet in", on="meeting", by=_and(TELLER, O.SCRUTINEER), clause="4.3b", source="appraising", journaled=False),
    _act("sheet.enter", "录入纸质表", "Type in a paper sheet", on="meeting", by=TELLER, clause="4.3b", source="appraising", journaled=False),
    _act("sheet.settle", "裁定录入差异", "Settle a difference", on="meeting", by=SCRUTINEER, clause="4.3b", source="appraising", journaled=False),
    _act("sheet.write_down", "录入写在表上的意见", "Type in comments on paper sheets", on="meeting", by=TELLER, clause="4.3b", source="appraising"),
    _act("scan.upload", "上传扫描件", "Upload scans", on="meeting", by=_and(TELLER, O.SCRUTINEER), clause="4.3b", source="appraising", journaled=False),
    _act("scan.catch", "用手机拍表", "Take a sheet by phone camera", on="meeting", by=_and(TELLER, O.SCRUTINEER), clause="4.3b", source="appraising", journaled=False),
    _act("scan.dismiss", "处理读不了的文件", "See to an unreadable file", on="meeting", by=_and(TELLER, O.SCRUTINEER), clause="4.3b", source="appraising"),
    _act("scan.answer", "辨认机器没有把握的一处", "Say what the sheet says", on="meeting", by=_and(TELLER, O.SCRUTINEER), clause="4.3b", source="appraising", journaled=False),
    _act("scan.settle", "裁定辨认差异", "Settle what two saw differently", on="meeting", by=SCRUTINEER, clause="4.3b", source="appraising", journaled=False),
    _act("scan.resolve", "裁定有冲突的扫描件", "Decide a scan in conflict", on="meeting", by=SCRUTINEER, clause="4.3b", source="appraising"),
    _act("count.draw_up", "清点", "Draw up the count", on="meeting", by=SCRUTINEER, clause="4.3b", source="appraising", creates="count", target="drawn_up"),
    _act("count.explain", "说明差额", "Explain a gap", on="count", by=SCRUTINEER, clause="4.3b", source="drawn_up"),
    _act("count.confirm", "核对确认", "Confirm the count", on="count", by=SCRUTINEER, clause="4.3b", source="drawn_up", target="confirmed", needs=(count.typed_in, count.scanned, count.balances, count.no_more_than_present)),
    _act("count.seal", "封存结果", "Seal the result", on="count", by=SCRUTINEER, clause="4.3b", source="confirmed", target="sealed"),
    _act("count.announce", "公布结果", "Announce the result", on="count", by=ORGANISER, clause="4.3b", source="sealed", target="announced"),
    _act("count.declare_void", "宣布测评无效", "Declare the evaluation void", on="count", by=SCRUTINEER, clause="4.3b", source="drawn_up confirmed", target="void"),
    _act("count.type_in", "录入手写的意见", "Type in a handwritten comment", on="count", by=_and(TELLER, O.SCRUTINEER), clause="4.3b", source="announced", journaled=False),
    _act("count.release_comments", "公开书面意见", "Release the comments", on="count", by=SCRUTINEER, clause="4.3b", source="announced"),
    # 4.3b, 4.4a · opinions and result in writing
    _act("feedback.hand_over", "书面反馈", "Hand over the feedback", on="reporter", by=ORGANISER, clause="4.4a", source="chosen", during="meeting conclusion"),
    # 4.4a · rectification
    _act("rectification.propose", "提出整改目标", "Propose a goal", on="reporter", by=DEPUTY, clause="4.4a", source="chosen", creates="goal", target="proposed", during="meeting conclusion"),
    _act("rectification.add_measure", "增加整改措施", "Add a measure", on="goal", by=DEPUTY, clause="4.4a", source="proposed under_way"),
    _act("rectification.start", "开始整改", "Start the rectification", on="goal", by=DEPUTY, clause="4.4a", source="proposed", target="under_way", needs=(rectification.may_start,)),
    _act("rectification.progress", "登记整改进展", "Record progress", on="goal", by=_and(ORGANISER, O.DEPUTY), clause="4.4a", source="under_way", creates="progress"),
    _act("rectification.finish", "整改办结", "Finish the rectification", on="goal", by=DEPUTY, clause="4.4a", source="under_way", target="done", needs=(rectification.every_measure_done,)),
    _act("rectification.confirm", "到会人员确认", "Say done or not yet", on="goal", by=_by(O.ATTENDEE), clause="4.4b", source="under_way done reported_back"),
    # 4.4b · notice to the voters
    _act("notice.draft", "拟定通报", "Draft a notice", on="round", by=ORGANISER, clause="4.4b", creates="notice", target="drafted", during="conclusion"),
    _act("notice.revise", "修改通报", "Revise a notice", on="notice", by=ORGANISER, clause="4.4b", source="drafted"),
    _act("notice.publish", "发布通报", "Publish a notice", on="notice", by=ORGANISER, clause="4.4b", source="drafted", target="published", needs=(notice.says_whom_and_what, notice.rectification_to_tell)),
    _act("notice.withdraw", "撤回通报", "Withdraw a notice", on="notice", by=ORGANISER, clause="4.4b", source="published", target="withdrawn"),
    # 4.4c, 4.4d · summary and exchange
    _act("summary.write", "撰写总结", "Write the summary", on="round", by=ORGANISER, clause="4.4c", creates="summary", target="drafted", during="conclusion"),
    _act("summary.revise", "修改总结", "Revise the summary", on="summary", by=ORGANISER, clause="4.4c", source="drafted"),
    _act("summary.submit", "报送总结", "Submit the summary", on="summary", by=ORGANISER, clause="4.4c", source="drafted", target="submitted", needs=(summary.nothing_left_blank,)),
    _act("summary.comment", "批注总结", "Comment on a summary", on="summary", by=OFFICE, clause="4.4d", source="submitted exchanged"),
    _act("summary.exchange", "交流推广", "Spread good practice", on="summary", by=OFFICE, clause="4.4d", source="submitted", target="exchanged"),
    # 5.4 · honours
    _act("honour.nominate", "推荐积极分子", "Nominate an active deputy", on="mandate", by=_by(O.TOWN_CONGRESS_OFFICE, O.GROUP_LEADER), clause="5.4", creates="honour", target="nominated"),
    _act("honour.check", "审核推荐", "Check a nomination", on="honour", by=OFFICE, clause="5.4", source="nominated", target="checked", needs=(honour.may_be_named,)),
    _act("honour.decide", "确定积极分子", "Decide the title", on="honour", by=_by(O.CHAIRPERSONS_MEETING), clause="5.4", source="checked", target="decided", needs=(honour.may_be_named, honour.considered)),
    _act("honour.decline", "不予通过", "Do not choose", on="honour", by=_by(O.DISTRICT_OFFICE, O.CHAIRPERSONS_MEETING), clause="5.4", source="nominated checked", target="declined"),
    # 5.2, 5.5 · liaison
    _act("liaison.report", "情况上报", "Report upward", on="round", by=ORGANISER, clause="5.5", creates="liaison", target="sent"),
    _act("liaison.notify", "下发通知", "Send a notice down", on="programme", by=OFFICE, clause="5.5", creates="liaison", target="sent"),
    _act("liaison.acknowledge", "收悉", "Acknowledge", on="liaison", by=_by(O.DISTRICT_OFFICE, O.TOWN_CONGRESS_OFFICE, O.GROUP_LEADER), clause="5.5", source="sent acknowledged"),
    # 5.2 · papers sent, each under the issuing body's number
    _act("paper.send", "定稿印发", "Send the final paper", on="round", by=ORGANISER, clause="5.2", creates="paper", target="sent"),
    _act("paper.issue", "印发全区文件", "Send a paper of the programme", on="programme", by=OFFICE, clause="4.4d", source="open closed", creates="paper", target="sent"),
    _act("paper.withdraw", "撤回文件", "Withdraw a paper", on="paper", by=ORGANISER, outside=(O.DISTRICT_OFFICE,), clause="5.2", source="sent", target="withdrawn"),
    _act("paper.set_code", "设定机关代字", "Set the issuing code", on="body", by=_by(O.DISTRICT_OFFICE, O.TOWN_CONGRESS_OFFICE, O.GROUP_LEADER), clause="5.2"),
    # 4.4c · everything of a round in one file
    _act("archive.make", "制作档案盒", "Make the archive box", on="round", by=_and(ORGANISER, O.DISTRICT_OFFICE), clause="4.4c", creates="archive", target="waiting"),
    # D0011 · the office's own templates
    _act("template.upload", "上传模板", "Upload a template", on="body", by=_by(O.DISTRICT_OFFICE, O.TOWN_CONGRESS_OFFICE), clause="5.2", creates="template", target="uploaded"),
    _act("template.adopt", "启用模板", "Use this template", on="template", by=_by(O.DISTRICT_OFFICE, O.TOWN_CONGRESS_OFFICE), clause="5.2", source="uploaded retired", target="adopted", needs=(template.sound,)),
    _act("template.withdraw", "恢复标准格式", "Go back to the standard form", on="template", by=_by(O.DISTRICT_OFFICE, O.TOWN_CONGRESS_OFFICE), clause="5.2", source="adopted", target="retired"),
    # people and bodies
    _act("people.import", "导入名册", "Import rosters", on="body", by=_by(O.DISTRICT_OFFICE, O.TOWN_CONGRESS_OFFICE), clause="2.1"),
    _act("person.add", "登记人员", "Add a person", on="body", by=_by(O.STEWARD, O.DISTRICT_OFFICE), clause="5.2", creates="person"),
    _act("person.appoint", "任职", "Appoint to an office", on="person", by=_by(O.STEWARD), clause="5.2", creates="tenure"),
    _act("person.end_tenure", "免职", "End a tenure", on="tenure", by=_by(O.STEWARD), clause="5.2"),
    _act("person.end_mandate", "终止代表资格", "End a mandate", on="mandate", by=OFFICE, clause="2.1"),
    _act("person.merge", "合并重复人员", "Merge two entries of one person", on="person", by=_by(O.DISTRICT_OFFICE), clause="2.1"),
    _act("person.invite", "发出登录邀请", "Invite to sign in", on="person", by=_by(O.STEWARD, O.DISTRICT_OFFICE, O.TOWN_CONGRESS_OFFICE), clause="5.2", creates="invitation"),
)
# fmt: on

REGISTER: dict[str, Act] = {row.name: row for row in _ROWS}
if len(REGISTER) != len(_ROWS):
    raise ValueError("two acts have one name")
