"""The clauses of the source document, by the ids that code, pages and tests cite.

``zh`` quotes the document (as restored, see ``docs/seed.md``); ``……`` stands between two
quoted pieces. ``en`` quotes its translation in the same way with `` … ``. ``must`` is false
where the whole sentence is *in principle* (原则上) or leaves room (可). A clause that
holds both is a must, and the soft number says so itself: the fifty of 4.3a.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the regulation under the id that everything else cites."""

    id: str
    zh: str
    en: str
    must: bool = True

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)


def _clauses(*clauses: Clause) -> dict[str, Clause]:
    return {clause.id: clause for clause in clauses}


CLAUSES: dict[str, Clause] = _clauses(
    Clause(
        "0.1",
        "（2006年5月31日锡山区一届人大常委会第三十六次会议通过）……根据《代表法》关于代表受原选区选民"
        "或者原选举单位的监督的有关规定，以及区人大常委会2006年工作要点中关于积极探索代表向选民述职的"
        "工作安排，经区人大常委会研究，决定开展区、镇两级人大代表向选民述职试点工作",
        "(Adopted at the 36th meeting of the Standing Committee of the First People's Congress of "
        "Xishan District on 31 May 2006) … in accordance with the provisions of the Law on "
        "Deputies under which deputies are supervised by the voters of their constituencies or by "
        "the bodies that elected them, and with the item in the 2006 work programme of the "
        "district standing committee on actively exploring reports by deputies to voters, the "
        "district standing committee has resolved, after deliberation, to pilot reports to voters "
        "by deputies to the district and town people's congresses",
    ),
    Clause(
        "1.1",
        "积极探索和完善对区、镇两级人大代表的监督制约机制，密切人大代表与选民的联系，不断增强人大代表"
        "履行职责的自觉性和责任感，充分发挥人大代表在全区三个文明建设中的重要作用。",
        "actively explore and improve the ways in which deputies to the district and town people's "
        "congresses are supervised and held in check, bring deputies and voters closer together, "
        "steadily strengthen deputies' awareness of and sense of responsibility for performing "
        "their duties, and give full play to their important role in building the three "
        "civilisations across the district.",
    ),
    Clause(
        "2.1",
        "向选民述职的对象是区、镇两级人大代表，代表述职工作先试点后逐步推开。",
        "Those who report to voters are the deputies to the district and town people's congresses; "
        "reporting is piloted first and then extended step by step.",
    ),
    Clause(
        "2.2a",
        "各镇的区代表小组确定2名人大代表述职",
        "The group of district deputies in each town names 2 deputies to report",
    ),
    Clause(
        "2.2b",
        "区机关代表小组确定3名人大代表述职",
        "the district-organs deputy group names 3 deputies to report",
    ),
    Clause(
        "2.2c",
        "镇人大代表述职试点可在1—2个代表小组中进行。",
        "the pilot for town deputies may be held in 1–2 deputy groups.",
        must=False,
    ),
    Clause(
        "2.3",
        "述职对象可在代表小组中履职交流较好的代表中确定",
        "Reporters may be chosen from among the deputies who have shared their performance of "
        "duties well in their deputy group.",
        must=False,
    ),
    Clause(
        "2.4",
        "区人大代表述职对象确定后，名单报区人大常委会。",
        "Once the district deputies who are to report have been chosen, the list is filed with "
        "the district standing committee.",
    ),
    Clause(
        "3",
        "代表述职的内容，主要是人大代表被选任为代表职务以来履行职务的情况，着重围绕以下五个方面",
        "A deputy's report deals chiefly with the performance of the deputy's duties since being "
        "elected, centring on the following five aspects",
    ),
    Clause(
        "3.1",
        "一是遵守宪法和法律法规，贯彻执行党的路线方针政策的情况",
        "first, abiding by the constitution, laws and regulations, and carrying out the Party's "
        "line, principles and policies",
    ),
    Clause(
        "3.2",
        "二是参加本级人民代表大会、贯彻上级及本级人民代表大会及其常务委员会的决议、决定的情况",
        "second, attending the sessions of the deputy's own people's congress, and carrying out "
        "the resolutions and decisions of this and higher people's congresses and their standing "
        "committees",
    ),
    Clause(
        "3.3",
        "三是联系原选区选民，听取和反映群众意见，向本级人大提出议案、建议、批评和意见的情况",
        "third, keeping in contact with the voters of the constituency, hearing and passing on the "
        "opinions of the public, and submitting bills, suggestions, criticisms and opinions to the "
        "deputy's people's congress",
    ),
    Clause(
        "3.4",
        "四是参加闭会期间的代表小组活动和持证视察、执法检查、评议部门工作的情况",
        "fourth, taking part in deputy-group activities between sessions, in inspections with the "
        "deputy's card, in law-enforcement inspections and in the appraisal of government "
        "departments",
    ),
    Clause(
        "3.5",
        "五是在本职岗位上带头奉献、发挥作用，为选民做好事、办实事，以及参加争先创优活动的情况等。",
        "fifth, leading by dedicated example and playing one's part in one's own post, doing good "
        "and practical things for voters, and taking part in campaigns for excellence.",
    ),
    Clause(
        "4.0a",
        "区人大代表述职试点工作于今年5月份开始，至7月底结束",
        "The pilot for district deputies begins in May this year and ends at the end of July",
    ),
    Clause(
        "4.0b",
        "镇人大代表述职试点工作于10月底前结束。",
        "the pilot for town deputies ends before the end of October.",
    ),
    Clause(
        "4.0c",
        "开展区、镇两级人大代表向选民述职试点工作，时间掌握在2—3个月。",
        "The pilot of reports to voters by district and town deputies is to take 2–3 months.",
        must=False,
    ),
    Clause(
        "4.1",
        "（一）宣传发动阶段。主要做好三项工作",
        "(1) Launch. Three things are to be done",
    ),
    Clause(
        "4.1a",
        "一是制定本镇（区机关代表小组）区、镇两级人大代表向选民述职工作的实施方案和日程安排，"
        "分别提交区人大常委会主任会议、镇人大主席团会议通过",
        "first, to draw up the plan and the schedule for the reports to voters by district and "
        "town deputies of the town (or the district-organs deputy group), and submit them for "
        "adoption to the chairpersons' meeting of the district standing committee and to a meeting "
        "of the presidium of the town people's congress respectively",
    ),
    Clause(
        "4.1b",
        "二是分别召开镇人大主席团会议（可扩大到代表小组长）、区人大代表小组会议，确定述职对象名单",
        "second, to hold a meeting of the presidium of the town people's congress (which may be "
        "widened to the leaders of deputy groups) and a meeting of the group of district deputies, "
        "respectively, to decide the list of reporters",
    ),
    Clause(
        "4.1c",
        "三是采用多种形式组织区、镇两级代表学习相关的法律法规，搞好宣传发动，消除思想障碍，"
        "提高代表向选民述职的重要性的认识。",
        "third, to organise in several forms the study of the relevant laws and regulations by "
        "district and town deputies, to publicise and mobilise well, to clear away doubts, and to "
        "raise awareness of why it matters that deputies report to voters.",
    ),
    Clause(
        "4.2",
        "（二）准备工作阶段。主要做好两项工作",
        "(2) Preparation. Two things are to be done",
    ),
    Clause(
        "4.2a",
        "一是述职代表要在走访选民，广泛征求意见的基础上撰写述职报告",
        "first, the reporting deputies write their reports on the basis of visiting voters and "
        "gathering opinions widely",
    ),
    Clause(
        "4.2b",
        "二是镇人大做好述职会议的各项准备工作。",
        "second, the town people's congress makes all preparations for the meeting.",
    ),
    Clause(
        "4.3",
        "（三）组织实施阶段。主要做好两项工作",
        "(3) Meeting. Two things are to be done",
    ),
    Clause(
        "4.3a",
        "一是确定召开人大代表向选民述职会议的时间、地点及参加对象，并做好各项会务工作。参加对象包括"
        "述职代表原选区的村民组长、选民代表，述职代表所在单位党组织负责人。考虑到代表述职的效果和选区"
        "的实际情况，参加会议的人员原则上不少于50人。",
        "first, to fix the time, the place and the attendees of the meeting at which deputies "
        "report to voters, and to make all arrangements for it. The attendees include the "
        "villagers' group heads and voter representatives of the reporting deputy's constituency, "
        "and the head of the Party organisation of the reporting deputy's workplace. In view of "
        "the effect of the reports and of the actual conditions of the constituency, the attendees "
        "should in principle number no fewer than 50.",
    ),
    Clause(
        "4.3b",
        "二是确定述职会议议程，并按要求精心组织实施。",
        "Second, to fix the agenda of the meeting and carry it out carefully as required.",
    ),
    Clause(
        "4.3b(i)",
        "领导讲话（区机关代表小组代表述职，区人大分管领导讲话；各镇区代表小组代表述职，区人大常委会"
        "委托镇人大负责人讲话；镇人大代表述职，镇党组织负责人或镇人大负责人讲话）",
        "a speech by a leader (where deputies of the district-organs group report, the responsible "
        "leader of the district people's congress speaks; where deputies of a town's group of "
        "district deputies report, the district standing committee entrusts the head of the town "
        "people's congress to speak; where town deputies report, the head of the town Party "
        "organisation or of the town people's congress speaks)",
    ),
    Clause("4.3b(ii)", "人大代表述职", "the deputies report"),
    Clause(
        "4.3b(iii)",
        "与会人员分组评议，并填写《人大代表述职测评表》",
        "the attendees appraise in groups, and fill in the Deputy's Report Evaluation Form",
    ),
    Clause(
        "4.3b(iv)",
        "会议集中听取各组评议情况汇报",
        "the meeting hears together the appraisal of each group",
    ),
    Clause("4.3b(v)", "主持人作会议小结。", "the chair sums up the meeting."),
    Clause(
        "4.4",
        "（四）总结整改阶段。主要做好三方面工作",
        "(4) Summary and rectification. Three things are to be done",
    ),
    Clause(
        "4.4a",
        "一是述职的人大代表根据村民组长、选民代表提出的评议意见、希望和要求，围绕人大代表的权利和义务，"
        "围绕“三个代表”的要求，提出整改目标和措施，主动积极地做好整改工作。",
        "first, the deputies who reported, in response to the appraisal opinions, hopes and "
        "demands raised by villagers' group heads and voter representatives, and with regard to "
        "the rights and obligations of a deputy and the requirements of the Three Represents, set "
        "rectification goals and measures and carry out the rectification of their own accord.",
    ),
    Clause(
        "4.4b",
        "镇人大和区代表小组组长分别负责在一定范围内向选民代表通报述职代表的整改情况，以取得广大选民的"
        "谅解、信任和支持。",
        "The town people's congress and the leader of the group of district deputies are each "
        "responsible for informing voter representatives, within a fitting circle, of the "
        "rectification by the reporting deputies, to win the understanding, trust and support of "
        "the voters at large.",
    ),
    Clause(
        "4.4c",
        "二是各区代表小组、各镇人大认真搞好工作总结。",
        "Second, every group of district deputies and every town people's congress writes a "
        "careful summary of the work.",
    ),
    Clause(
        "4.4d",
        "三是区人大常委会适时组织总结和交流。",
        "Third, the district standing committee organises a summary and an exchange of experience in due course.",
    ),
    Clause(
        "5.1",
        "要采用多种形式的宣传教育，帮助区、镇两级人大代表充分认识人大代表向选民述职是提高代表素质，"
        "发挥代表作用，加强人大建设的有益探索……要防止和克服人大代表向选民述职是“搞形式”“找麻烦”"
        "“额外负担”等错误认识，提高人大代表向选民述职的积极性和自觉性。",
        "Through publicity and education in several forms, deputies to the district and town "
        "people's congresses are to be helped to understand fully that reporting to voters is a "
        "useful way of improving the quality of deputies, giving play to their role and "
        "strengthening the people's congress … Mistaken views, such as that it is “for show”, "
        "“looking for trouble” or “an extra burden”, are to be prevented and overcome, so that "
        "deputies report to voters more readily and of their own accord.",
    ),
    Clause(
        "5.2",
        "区人大代表述职试点工作在区人大常委会的统一领导下进行。在各镇的区人大代表的述职试点工作，"
        "区人大常委会委托各镇人大、各区代表小组组长负责实施。……要积极主动向镇党委汇报，争取党委领导的"
        "重视和支持；领导干部代表要带头述职。",
        "The pilot of reports by district deputies proceeds under the unified leadership of the "
        "district standing committee. For the pilot among district deputies in the towns, the "
        "district standing committee entrusts the town people's congresses and the leaders of the "
        "groups of district deputies with carrying it out. … It is to report to the town Party "
        "committee of its own accord and win the attention and support of the Party committee's "
        "leaders; deputies who are leading cadres are to take the lead in reporting.",
    ),
    Clause(
        "5.3",
        "对确定的述职对象，要做好面对面的指导工作。指导他们紧紧围绕人大代表述职的五个方面内容述职，"
        "要把人大代表个人履行职务与集体履行职责区别开来，防止把人大代表述职报告写成人大代表担任党政"
        "职务的工作报告。要注意搞好人大代表述职的有关协调工作，妥善处理好述职工作与本职工作的关系。",
        "Every chosen reporter is to be given face-to-face guidance. They are to be guided to keep "
        "their reports closely to the five aspects and to tell the individual deputy's performance "
        "of duties apart from the collective's, and a deputy's report must not turn into a work "
        "report of the Party or government post the deputy holds. Attention is to be paid to "
        "coordinating the reports, and reporting and the deputy's own job are to be properly "
        "reconciled.",
    ),
    Clause(
        "5.4",
        "要把人大代表是否向选民述职、是否得到选民的好评等情况作为评选代表活动积极分子的一个重要依据。",
        "whether a deputy has reported to voters, and whether the report was well received by "
        "them, is to be an important basis for choosing active deputies.",
    ),
    Clause(
        "5.5",
        "各镇人大和各区代表小组要与区人大常委会有关工作机构保持情况联络。区人大常委会有关工作机构，要"
        "切实加强业务指导，及时掌握代表述职工作进展情况，适时总结和推广好的做法和经验。",
        "the town people's congresses and the groups of district deputies are to keep the working "
        "bodies concerned of the district standing committee informed. Those working bodies are "
        "to strengthen their guidance, keep up with the progress of the reports, and sum up and "
        "spread good practice and experience in due course.",
    ),
)

_DECISION = re.compile(r"D\d{4}")


def is_decision(source: str) -> bool:
    """True for the id of a decision record: ``D0001`` is ``docs/decisions/0001-….md``."""
    return _DECISION.fullmatch(source) is not None


def is_source(source: str) -> bool:
    """True for anything a rule may rest on: a clause of the document or a decision record."""
    return source in CLAUSES or is_decision(source)
