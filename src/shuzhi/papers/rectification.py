"""The deputy's papers after the meeting: the plan (整改方案) and the report on it (整改情况报告) (4.4a, 4.4b)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Items,
    Kind,
    Paragraph,
    Signature,
    Table,
)
from shuzhi.papers._words import Names, day, known
from shuzhi.reads.rectification import GoalLine, RectificationPage, proposed_on, rectification_page
from shuzhi.reads.reporter import met_at
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor

_MEASURE = (Column("序号", 0.8, Kind.NUMBER), Column("整改措施", 3.2), Column("责任人", 1.5))
PLANNED = (*_MEASURE, Column("完成时限", 2.3, Kind.DATE))
DONE = (*PLANNED, Column("完成日期", 2.3, Kind.DATE))


def _at(line: GoalLine) -> tuple[str, int]:
    return "rectification", line.goal.reporter_id


def _none(page: RectificationPage) -> Paragraph:
    return Paragraph(Blank("整改目标和措施（述职代表提出以后填入）", ("rectification", page.reporter.pk)))


def in_order(page: RectificationPage) -> list[GoalLine]:
    """The goals in the order in which they were proposed."""
    return sorted(page.goals, key=lambda line: line.goal.pk)


def _said(line: GoalLine) -> Iterator[Block]:
    if len(line.said) == 1:
        yield Paragraph(f"针对的意见：{line.said[0].text.strip()}")
    elif line.said:
        yield Paragraph("针对的意见：")
        yield Items(tuple(opinion.text.strip() for opinion in line.said))


def _measures(line: GoalLine, columns: tuple[Column, ...]) -> Block:
    rows: list[tuple[Cell, ...]] = []
    at = _at(line)
    for n, one in enumerate(line.measures, 1):
        measure = one.measure
        planned = (
            n,
            measure.text.strip(),
            known(measure.owner, "整改措施的责任人", at),
            measure.due_on or Blank("整改措施的完成时限", at),
        )
        rows.append((*planned, measure.done_on or "尚未完成") if columns is DONE else planned)
    return Table(columns, tuple(rows)) if rows else Paragraph(Blank(f"“{line.goal.text.strip()}”的整改措施", at))


def _due(line: GoalLine) -> Block:
    return Paragraph(
        ("完成时限：", day(line.goal.due_on) if line.goal.due_on else Blank("整改目标的完成时限", _at(line)), "。")
    )


def _goals(page: RectificationPage) -> Iterator[Block]:
    for line in in_order(page):
        yield Heading(2, line.goal.text.strip())
        yield from _said(line)
        yield Paragraph("整改措施：")
        yield _measures(line, PLANNED)
        yield _due(line)


def _name(page: RectificationPage) -> str:
    return f"{Names(page.reporter.round).rank}　{page.name}"


def _met(reporter: m.Reporter) -> str:
    """When and where the deputy reported."""
    meeting = met_at(reporter.pk)
    return f"{day(localtime(meeting.starts_at).date())}，我在{meeting.title}上向选民述职" if meeting else "我向选民述职"


def rectification_plan(actor: Actor, pk: int) -> Document:
    """What one reporter promises: the opinion it answers, the goal, its measures, who, by when (4.4a)."""
    page = rectification_page(actor, pk)
    met = _met(page.reporter)
    blocks: list[Block] = [
        Paragraph(
            f"{met}，接受了到会村民组长、选民代表的评议和测评。对照大家提出的评议意见、希望和要求，现提出整改方案如下："
        )
    ]
    blocks.append(Heading(1, "整改目标和措施"))
    blocks += list(_goals(page)) or [_none(page)]
    if page.waiting:
        blocks.append(Heading(1, "还没有列入整改目标的意见"))
        blocks.append(Items(tuple(opinion.text.strip() for opinion in page.waiting)))
        blocks.append(Paragraph("以上意见正在逐条研究，能办的补充列入整改目标，办不到的说明原因。"))
    blocks += [
        Heading(1, "保证落实"),
        Paragraph(
            "以上目标和措施，由我本人负责，逐项落实，办完一项登记一项，留有凭据。属于公共事务的意见，我负责反映和督促，由有关部门办理。"
            "办理情况接受选民监督，办成了没有，请到会的同志来说。"
        ),
    ]
    return Document(
        title=f"{page.name}代表述职整改方案",
        blocks=tuple(blocks),
        signature=Signature(_name(page), proposed_on(page.reporter) or Blank("成文日期", ("rectification", pk))),
    )


def _outcome(line: GoalLine) -> Iterator[Block]:
    goal = line.goal
    for note in sorted(line.progress, key=lambda note: (note.on, note.pk)):
        yield Paragraph(f"{day(note.on)}，{note.text.strip()}")
    if line.finished:
        ended = f"（{day(goal.finished_on)}办结）" if goal.finished_on else ""
        yield Paragraph(("办理结果：", known(goal.outcome, f"“{goal.text.strip()}”的办理结果", _at(line)), ended))
    elif goal.due_on is None:
        yield Paragraph(("办理结果：正在办理，计划办结日期：", Blank("整改目标的完成时限", _at(line)), "。"))
    elif line.late_days:
        yield Paragraph(f"办理结果：没有在{day(goal.due_on)}前办结，已超过期限{line.late_days}天，仍在办理。")
    else:
        yield Paragraph(f"办理结果：正在办理，计划{day(goal.due_on)}前办结。")
    if line.say_done or line.say_not_yet:
        yield Paragraph(f"到会人员的说法：说办成了的{line.say_done}人，说还没有办成的{line.say_not_yet}人。")


def _report(page: RectificationPage) -> Iterator[Block]:
    goals = in_order(page)
    if not goals:
        yield _none(page)
        return
    begun = len(goals) - page.finished - page.late
    parts = [f"已办结{page.finished}项" if page.finished else "", f"正在办理{begun}项" if begun else ""]
    parts.append(f"超过期限{page.late}项" if page.late else "")
    yield Heading(1, "总的情况")
    yield Paragraph(f"共提出整改目标{len(goals)}项，{'，'.join(filter(None, parts))}。")
    yield Heading(1, "各项整改情况")
    for line in goals:
        yield Heading(2, line.goal.text.strip())
        yield from _said(line)
        yield _measures(line, DONE)
        yield from _outcome(line)
    if begun or page.late:
        yield Heading(1, "下一步")
        yield Paragraph("没有办完的，继续抓紧办理，办完以后再报告；超过期限的，已在上面说明，请继续督促。")


def rectification_report(actor: Actor, pk: int) -> Document:
    """What came of each promise so far, late ones named as late, with the attendees' word as two numbers (4.4a, 4.4b)."""
    page = rectification_page(actor, pk)
    days = [note.on for line in page.goals for note in line.progress]
    days += [line.goal.finished_on for line in page.goals if line.goal.finished_on]
    return Document(
        title=f"{page.name}代表关于整改情况的报告",
        addressee=f"{Names(page.reporter.round).issuer}：",
        blocks=(
            Paragraph(
                f"{_met(page.reporter)}以后，对照到会村民组长、选民代表提出的评议意见、希望和要求，提出整改目标和措施，进行了整改。现将整改情况报告如下："
            ),
            *_report(page),
        ),
        signature=Signature(_name(page), max(days, default=None) or Blank("成文日期", ("rectification", pk))),
    )
