"""The record of study and publicity (学习宣传记录, 4.1c), with the doubts raised and what was answered (5.1)."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.crafts.office.blocks import Blank, Block, Column, Document, Heading, Paragraph, SignLines, Table
from shuzhi.papers._words import Names, day
from shuzhi.reads import study as reads
from shuzhi.reads.study import StudyLine, StudyPage
from shuzhi.rules.roles import Actor

DOUBTS = (Column("日期", 2.2), Column("认识问题", 1.4), Column("反映的情况", 2.8), Column("解释说明", 3.4))


def record(actor: Actor, pk: int) -> Document:
    """Each occasion with its material and who was there; the sum; doubts and answers."""
    page = reads.page(actor, pk)
    names = Names(page.round)
    return Document(
        title=f"{names.work}学习宣传记录",
        blocks=(*_sum(page, names), *_occasions(page), *_doubts(page), SignLines(("记录人", "负责人"))),
    )


def _sum(page: StudyPage, names: Names) -> Iterator[Block]:
    if not page.studies:
        yield Paragraph(Blank("学习宣传的情况", ("study", page.round.pk)))
        return
    yield Paragraph(
        f"{names.work}工作开展以来，组织学习和宣传{len(page.studies)}次。应参加学习的人大代表{page.deputies}名，"
        f"已参加{page.studied}名；提出认识问题{len(page.doubts)}条，均作了解释说明。".replace(
            "；提出认识问题0条，均作了解释说明", ""
        )
    )
    if page.reporters_unstudied:
        yield Paragraph(f"述职对象{'、'.join(page.reporters_unstudied)}尚未参加学习，需要补学。")


def _occasions(page: StudyPage) -> Iterator[Block]:
    if page.studies:
        yield Heading(1, "学习宣传情况")
    for line in reversed(page.studies):
        yield from _occasion(line)


def _occasion(line: StudyLine) -> Iterator[Block]:
    study = line.study
    yield Heading(2, f"{day(study.on)}　{line.form.zh}")
    yield Paragraph(f"内容：{study.title}。")
    if study.materials:
        yield Paragraph(f"学习宣传材料：{study.materials.rstrip('。')}。")
    reached = f"参加和受众{study.audience}人" if study.audience else ""
    there = f"人大代表{len(line.attended)}名：{'、'.join(line.attended)}" if line.attended else ""
    if reached or there:
        yield Paragraph(f"参加人员：{'，其中'.join(filter(None, (reached, there)))}。")


def _doubts(page: StudyPage) -> Iterator[Block]:
    if not page.doubts:
        return
    yield Heading(1, "认识问题和解释说明")
    rows = tuple((day(x.doubt.on), x.kind.zh, x.doubt.text, x.doubt.answer) for x in reversed(page.doubts))
    yield Table(DOUBTS, rows, key="doubts")
