"""The text a plan (实施方案) begins with: whole, in the order of an office's plan, from the round's data (4.1a).

Dates stand in the schedule alone, so that text and schedule never differ. What no record says is marked 〔待填〕.
"""

from __future__ import annotations

from shuzhi.papers._spoken import numeral
from shuzhi.papers._words import Names, basis, day
from shuzhi.papers.sheets import secrecy
from shuzhi.reads.plan import window
from shuzhi.reads.programme import edition_of
from shuzhi.records import models as m
from shuzhi.rules.edition import Edition, Quota
from shuzhi.rules.roles import RoundKind

LEADS = {
    RoundKind.DISTRICT_TOWN: "述职工作在{district}人大常委会的统一领导下进行。受{district}人大常委会委托，由{organiser}人大和区代表小组组长负责实施；{organiser}人大把这项工作摆上重要位置，主动向镇党委汇报，争取重视和支持。",
    RoundKind.DISTRICT_ORGANS: "述职工作在{district}人大常委会的统一领导下进行，由{organiser}组长负责实施，{district}人大常委会有关工作机构做好服务。",
    RoundKind.TOWN: "述职工作由{organiser}人大主席团领导，{organiser}人大负责实施；主动向镇党委汇报，争取重视和支持。",
}
WHO = {
    RoundKind.DISTRICT_TOWN: "{organiser}的区代表小组各确定{number}名区人大代表述职，由区人大代表小组会议确定，名单报{district}人大常委会。",
    RoundKind.DISTRICT_ORGANS: "{organiser}确定{number}名区人大代表述职，由代表小组会议确定，名单报{district}人大常委会。",
    RoundKind.TOWN: "{groups}的镇人大代表中确定述职对象，由{organiser}人大主席团会议（可扩大到代表小组组长）确定。",
}
SPEAKS = {
    RoundKind.DISTRICT_TOWN: "受{district}人大常委会委托，{organiser}人大负责人讲话",
    RoundKind.DISTRICT_ORGANS: "{district}人大分管领导讲话",
    RoundKind.TOWN: "镇党组织负责人或镇人大负责人讲话",
}
ADOPTS = {
    RoundKind.DISTRICT_TOWN: "提交{district}人大常委会主任会议通过",
    RoundKind.DISTRICT_ORGANS: "提交{district}人大常委会主任会议通过",
    RoundKind.TOWN: "提交{organiser}人大主席团会议通过",
}
TELLS = {
    RoundKind.DISTRICT_TOWN: "{organiser}人大和区代表小组组长",
    RoundKind.DISTRICT_ORGANS: "代表小组组长",
    RoundKind.TOWN: "{organiser}人大",
}
TEXT = """为加强人大代表与选民的联系，接受选民监督，根据{basis}，结合实际，制定本方案。

一、指导思想
认真贯彻党的路线方针政策，切实履行宪法和法律赋予的职责，通过人大代表向选民述职，密切代表与选民的联系，自觉接受选民监督，不断增强代表履行职责的自觉性和责任感，充分发挥代表作用。

二、组织领导
{leads}
成立述职工作领导小组，组长〔待填：领导小组组长〕，副组长〔待填：领导小组副组长〕，成员〔待填：领导小组成员〕。领导小组下设办公室，负责日常工作，办公室主任〔待填：办公室主任〕，联系电话〔待填：联系电话〕。

三、述职对象
{who}述职对象在履职交流较好的代表中确定，领导干部代表带头述职。

四、述职内容
代表述职的内容，主要是被选任为代表职务以来履行职务的情况，着重围绕以下{count}个方面：{aspects}。述职要讲代表本人做的事，找准不足，提出打算；不以集体履职代替个人履职，不写成党政职务的工作报告。

五、时间安排和方法步骤
述职工作{window}，时间掌握在{months}个月，分四个阶段进行。各项工作的具体时间和承办人见附件日程安排。
（一）宣传发动阶段
1.制定实施方案和日程安排，{adopts}。
2.召开会议，确定述职对象名单。
3.采用多种形式组织代表学习有关法律法规，做好宣传发动，向代表和选民讲清为什么述职、怎样述职。
（二）准备工作阶段
1.述职代表走访选民，广泛征求意见，对选民的意见逐条登记。
2.述职代表在走访和征求意见的基础上撰写述职报告，经面对面指导、审定后，在会前向选民公布。
3.确定述职会议的时间、地点和参加人员，会前发出通知，做好会务准备。
（三）组织实施阶段
1.召开述职会议。参加人员为述职代表原选区的村民组长、选民代表和述职代表所在单位党组织负责人，原则上不少于{quorum}人。
2.会议议程：{speaks}；人大代表述职；与会人员分组评议，并填写《人大代表述职测评表》；会议集中听取各组评议情况汇报；主持人作会议小结。
（四）总结整改阶段
1.将评议意见和测评结果书面反馈述职代表。述职代表提出整改目标和措施，主动做好整改工作。
2.由{tells}在一定范围内向选民代表通报整改情况。
3.认真搞好工作总结，按时报送{district}人大常委会。

六、评议和测评
（一）分组评议
与会人员分组评议，既讲成绩，也讲不足，提出希望和要求。每组确定召集人和记录人，评议意见如实记录，不修饰、不取舍。
（二）填表测评
测评设{questions}，每项分{grades}{n_grades}个等次。{secrecy}会议推定监票人、计票人，测评表的发出、收回、有效、无效和未用张数逐项核对。
（三）结果使用
测评结果按每位代表、每个等次的张数公布，不合并计算。代表是否述职、选民评价如何，作为评选代表活动积极分子的重要依据。

七、工作要求
（一）提高思想认识
充分认识代表向选民述职是密切联系群众、接受选民监督的有效形式，防止和克服{views}等错误认识。
（二）切实加强领导
把述职工作摆上重要位置，明确责任，精心组织，按时完成各阶段任务。
（三）认真指导协调
对述职对象逐人做好面对面指导，妥善处理述职工作与本职工作的关系。
（四）严肃工作纪律
任何人不得干预选民评议和测评，不得打听是谁提的意见、怎样填的表，不得打击报复。
（五）保持情况联络
及时向{district}人大常委会有关工作机构报告工作进展情况和好的做法，重要情况随时报告。
"""


def draft(round_: m.Round) -> str:
    """A whole plan to begin with, ready to be adopted once its marked places are filled in (4.1a)."""
    names, edition = Names(round_), edition_of(round_.programme)
    kind = names.kind
    groups = "、".join(round_.groups.order_by("number", "pk").values_list("name", flat=True))
    own = {
        "district": names.district,
        "organiser": names.organiser,
        "number": _number(edition.quota(kind)),
        "groups": f"在{groups}" if groups else "在试点代表小组",
    }
    aspects = [aspect.title.zh for aspect in edition.aspects if aspect.required]
    grades = [grade.label.zh for grade in edition.grades]
    return TEXT.format(
        **own,
        basis=basis(round_.programme),
        leads=LEADS[kind].format(**own),
        who=WHO[kind].format(**own),
        speaks=SPEAKS[kind].format(**own),
        adopts=ADOPTS[kind].format(**own),
        tells=TELLS[kind].format(**own),
        count=numeral(len(aspects)),
        aspects="；".join(f"{numeral(n)}是{title}" for n, title in enumerate(aspects, 1)),
        window=_window(round_),
        months=_number(edition.duration_months),
        quorum=edition.quorum.value,
        questions=_questions(edition),
        grades="、".join(grades),
        n_grades=numeral(len(grades)),
        secrecy=f"测评{secrecy(edition)}" if edition.sheet.secrecy.value == "secret" else secrecy(edition),
        views="".join(f"“{view.zh}”" for view in edition.mistaken_views.value),
    )


def _number(quota: Quota) -> str:
    return f"{quota.low}" if quota.high in (None, quota.low) else f"{quota.low}—{quota.high}"


def _window(round_: m.Round) -> str:
    limits = window(round_)
    starts = f"从{day(limits.start)}开始" if limits.start else "从〔待填：开始日期〕开始"
    return f"{starts}，{day(limits.end)}前结束" if limits.end else f"{starts}，〔待填：结束日期〕前结束"


def _questions(edition: Edition) -> str:
    first, *others = [question.text.zh for question in edition.questions]
    return f"{first}和{numeral(len(others))}个方面" if others else first
