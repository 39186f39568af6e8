"""The liaison special report (情况联络专报): a round's progress, its figures, what is late and what comes next (5.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shuzhi.crafts.office.blocks import Block, Column, Document, Heading, Items, Kind, Paragraph, Signature, Table
from shuzhi.papers._words import Names, day, masthead, prose
from shuzhi.reads.progress import Progress, progress
from shuzhi.rules.roles import Actor

FIGURES = (Column("项目", 3), Column("数量", 1.2, Kind.NUMBER), Column("项目", 3), Column("数量", 1.2, Kind.NUMBER))


def special_report(actor: Actor, pk: int) -> Document:
    """To the district standing committee, as of today."""
    found = progress(actor, pk)
    names = Names(found.round)
    return Document(
        title=f"{names.work}工作情况专报",
        addressee=f"{names.standing_committee}：",
        blocks=(*_standing(found, names), *_told(found), *_late(found), *_next(found)),
        masthead=masthead(names),
        signature=Signature(names.issuer, found.today),
    )


def _standing(found: Progress, names: Names) -> Iterator[Block]:
    f = found.figures
    yield Heading(1, "进展情况")
    stage = "各阶段工作已经结束" if found.round.state == "closed" else f"处于{found.stage.zh}阶段"
    adopted = (
        f"实施方案已于{day(found.plan_adopted_on)}经{names.adopter}通过。"
        if found.plan_adopted_on
        else "实施方案尚未通过。"
    )
    who = f"述职对象为{'、'.join(f.reporters)}{len(f.reporters)}名代表。" if f.reporters else "述职对象尚未确定。"
    yield Paragraph(f"截至{day(found.today)}，{names.work}工作{stage}。{adopted}{who}{_meeting(found)}")
    yield Paragraph("主要数据如下：")
    yield Table(
        FIGURES,
        (
            ("述职代表（名）", len(f.reporters), "学习宣传（次）", f.studies),
            ("走访（次）", f.visits, "走访户数（户）", f.households),
            ("征求和评议意见（条）", f.opinions, "已答复（条）", f.answered),
            ("述职会议到会（人）", f.attended, "整改目标（项）", f.goals),
            ("整改办结（项）", f.goals_done, "整改逾期（项）", f.goals_late),
        ),
        key="figures",
    )


def _meeting(found: Progress) -> str:
    f = found.figures
    if not f.meeting_on:
        return ""
    rated = "".join(f"{name}代表总体评价（张）：{counts}。" for name, counts in f.overall)
    return f"述职会议于{day(date.fromisoformat(f.meeting_on))}召开，到会{f.attended}人。{rated}"


def _told(found: Progress) -> Iterator[Block]:
    if found.told:
        yield Heading(1, "工作开展情况")
    for sent in found.told:
        yield Heading(2, f"{sent.title}（{day(sent.sent_on)}）")
        yield from prose(sent.text)


def _late(found: Progress) -> Iterator[Block]:
    yield Heading(1, "存在问题")
    if not found.late:
        yield Paragraph("各项工作均按日程安排进行，没有逾期事项。")
        return
    yield Paragraph("以下事项超过日程安排的时间，正在抓紧办理：")
    yield Items(tuple(f"{t.title.zh}，{t.word.zh.replace(' ', '')}，由{t.who.zh}办理。" for t in found.late))


def _next(found: Progress) -> Iterator[Block]:
    yield Heading(1, "下一步安排")
    if found.coming:
        yield Items(tuple(f"{day(x.due)}前，{x.title.zh}（{x.owner.zh}）。" for x in found.coming))
    elif found.round.state == "closed":
        yield Paragraph("本轮述职工作已经结束，继续跟踪整改事项的落实。")
    else:
        yield Paragraph("日程安排的时间均已过，抓紧完成尚未办结的事项。")
