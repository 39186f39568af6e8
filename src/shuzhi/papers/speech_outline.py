"""An outline for the leader's speech (领导讲话参考提纲): why, how, and what follows, on this round's own figures (4.3b(i))."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from shuzhi.crafts.office.blocks import Blank, Block, Document, Heading, Items, Paragraph, Words, spans
from shuzhi.papers._spoken import numeral, some
from shuzhi.papers._words import Names, basis, day, together
from shuzhi.papers.agenda import LEADER, reporters, speaker
from shuzhi.reads.meeting import MeetingPage, meeting_page
from shuzhi.reads.summary import Figures, figures_of
from shuzhi.rules.roles import Actor, RoundKind

STANDS_FOR = {
    RoundKind.DISTRICT_TOWN: "受区人大常委会委托，",
    RoundKind.DISTRICT_ORGANS: "代表区人大常委会，",
    RoundKind.TOWN: "",
}


def _prepared(figures: Figures) -> str:
    """What was done before the meeting, of which there is a record."""
    said = (
        (figures.studies, f"组织学习宣传{figures.studies}次"),
        (figures.visits, f"述职代表走访选民{figures.visits}次、{figures.households}户"),
        (figures.opinions, f"征求意见{figures.opinions}条"),
    )
    done = "，".join(text for n, text in said if n)
    return (
        f"会前，{done}，在此基础上写出了述职报告。"
        if done
        else "会前，述职代表在走访选民、征求意见的基础上写出了述职报告。"
    )


def _blocks(page: MeetingPage) -> Iterator[Block]:
    round_ = page.meeting.round
    names, edition, days = Names(round_), page.edition, page.edition.days
    aspects = [aspect.title.zh for aspect in edition.aspects if aspect.required]
    yield Paragraph("同志们：", flush=True)
    opening: Words = (
        f"今天，{names.congress}召开会议，由",
        together(reporters(page), "述职代表", ("meeting", page.meeting.pk)),
        (
            f"{some(len(page.reporters))}名{names.rank}向选民述职。"
            f"{STANDS_FOR[RoundKind(round_.kind)]}我对会议的召开表示祝贺，向到会的村民组长、选民代表表示感谢。下面，我讲三点意见。"
        ),
    )
    yield Paragraph(opening)
    yield Heading(1, "充分认识代表向选民述职的意义")
    yield Paragraph(
        f"代表由选民选举产生，对选民负责，受选民监督，这是《代表法》规定的。根据{basis(round_.programme)}，开展这项工作，"
        "一是为了接受原选区选民的监督，二是为了密切代表同选民的联系，三是为了使代表更好地履行职责、发挥作用。"
    )
    views = "、".join(f"“{view.zh}”" for view in edition.mistaken_views.value)
    yield Paragraph(f"要防止和克服认为述职是{views}等错误认识。述职不是走过场，是代表向选民交的一份账。")
    yield Paragraph(_prepared(figures_of(round_)))
    yield Heading(1, "实事求是地述职，实事求是地评议")
    yield Paragraph(f"述职的代表，要紧紧围绕{numeral(len(aspects))}个方面：")
    yield Items(tuple(f"{aspect}；" for aspect in aspects[:-1]) + tuple(f"{aspect}。" for aspect in aspects[-1:]))
    yield Paragraph(
        "要讲自己作为代表做了什么，把个人履行职务同集体履行职责区别开来，不要讲成担任党政职务的工作报告；讲成绩有例子，讲不足不回避。"
    )
    yield Paragraph(
        "评议的同志，要对代表负责、对选区负责，肯定成绩实事求是，指出不足诚恳具体，多提希望和要求。"
        + ("测评不记名，请大家按自己的真实看法填写，任何人不得打听、干预别人怎样填。" if page.secret else "")
    )
    if leading := [line.name for line in page.reporters if line.reporter.mandate.person.leading_cadre]:
        yield Paragraph(
            f"这次述职，{'、'.join(leading)}等领导干部代表带头，这很好。领导干部代表首先是代表，要带头接受选民监督。"
        )
    yield Heading(1, "认真整改，把述职的成果落到实处")
    yield Paragraph(
        f"会后，组织单位要在{days.feedback_within.value}个工作日内把评议意见和测评结果书面反馈给代表；"
        f"述职代表要在{days.propose_rectification_within.value}个工作日内提出整改目标和措施，主动积极地整改，一般在{days.rectify_within.value}个工作日内办结；"
        "整改情况要在一定范围内向选民代表通报，取得选民的谅解、信任和支持。"
    )
    yield Paragraph(
        "属于公共事务的意见，转有关部门办理，代表盯到底；一时办不到的，讲清原因。"
        "是否述职、选民评价怎样、整改落实怎样，是评选代表活动积极分子的重要依据。"
    )
    yield Paragraph("希望大家珍惜这次机会，开好会、评好议、填好表。预祝会议圆满成功。")


def speech_outline(actor: Actor, pk: int) -> Document:
    """The outline for whoever opens the meeting, for those who lead it (4.3b(i))."""
    page = meeting_page(actor, pk, "meeting.start_item", "meeting.ask")
    line = next((one for one in page.agenda if one.key == LEADER), None)
    who = speaker(page, line) if line else Blank("讲话人姓名、职务", ("meeting", pk))
    return Document(
        title=f"在{page.meeting.title}上的讲话",
        subtitle="（参考提纲）",
        blocks=(
            Paragraph((f"{day(localtime(page.meeting.starts_at).date())}　讲话人：", *spans(who)), flush=True),
            *_blocks(page),
        ),
    )
