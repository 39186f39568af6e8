"""Summaries (工作总结) on three levels: the organiser's, a group's, and the district's over all rounds (4.4c, 4.4d)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Kind,
    Masthead,
    Paragraph,
    Signature,
    Table,
)
from shuzhi.papers._words import Names, basis, prose
from shuzhi.reads.summary_paper import ProgrammeFigures, RoundFigures, Written, of_group, of_programme, of_round
from shuzhi.rules.roles import Actor

PARTS = ("主要做法", "存在的不足", "下一步打算")
TALLIED = (
    Column("承办单位", 2.4),
    Column("述职代表", 2.6),
    Column("会议日期", 2.1, Kind.DATE),
    Column("到会（人）", 1.0, Kind.NUMBER),
    Column("走访（户）", 1.0, Kind.NUMBER),
    Column("意见（条）", 1.0, Kind.NUMBER),
    Column("已答复（条）", 1.0, Kind.NUMBER),
    Column("整改目标（项）", 1.0, Kind.NUMBER),
    Column("办结（项）", 1.0, Kind.NUMBER),
)
_HEADING = re.compile(r"[一二三四五六七八九十]+、(.+)")


def _document(said: Written, work: str, signs: str) -> Document:
    at = ("summary", said.round.pk)
    return Document(
        title=f"{work}工作总结",
        blocks=tuple(prose(said.text, at)),
        signature=Signature(signs, said.on or Blank("成文日期", at)),
    )


def summary(actor: Actor, pk: int) -> Document:
    """The summary of a round by whoever ran it: the town congress, or the district-organs group (4.4c)."""
    said = of_round(actor, pk)
    names = Names(said.round)
    return _document(said, names.work, names.issuer)


def group_summary(actor: Actor, pk: int) -> Document:
    """The summary of a deputy group on its share of the newest round (4.4c)."""
    said = of_group(actor, pk)
    names = Names(said.round)
    if said.body.pk == said.round.organiser_id:
        return _document(said, names.work, names.issuer)
    return _document(said, f"{said.body.name}{names.rank}向选民述职", said.body.name)


def under(text: str, part: str) -> str:
    """What a summary says under one of its own headings; empty where it has none of that name."""
    lines: list[str] = []
    inside = False
    for line in map(str.strip, text.splitlines()):
        heading = _HEADING.fullmatch(line)
        if heading:
            inside = heading[1] == part
        elif inside and line:
            lines.append(line)
    return "\n".join(lines)


def _row(one: RoundFigures) -> tuple[Cell, ...]:
    f = one.figures
    held = date.fromisoformat(f.meeting_on) if f.meeting_on else "尚未召开"
    return (
        f"{one.round.organiser.name}（{Names(one.round).rank}）",
        "、".join(f.reporters),
        held,
        f.attended if f.meeting_on else "",
        f.households,
        f.opinions,
        f.answered,
        f.goals,
        f.goals_done,
    )


def _results(found: ProgrammeFigures) -> Iterator[Block]:
    rated = [pair for one in found.rounds for pair in one.figures.overall]
    if rated:
        yield Paragraph("已公布的测评结果（总体评价，各等次张数，每位代表分别计算）：")
        yield from (Paragraph(f"{name}代表：{counts}。") for name, counts in rated)


def _part(found: ProgrammeFigures, part: str) -> Iterator[Block]:
    """What the summaries handed in say under one heading, round by round, in their own words."""
    any_said = False
    for one in found.rounds:
        said = under(one.summary.text, part) if one.summary else ""
        if said:
            any_said = True
            yield Heading(2, f"{Names(one.round).congress}（{Names(one.round).rank}）")
            yield from prose(said, ("summary", one.round.pk))
    if not any_said:
        yield Paragraph(Blank(part, ("programme", found.programme.pk)))


def _owed(found: ProgrammeFigures) -> Iterator[Block]:
    owed = [one.round for one in found.rounds if one.summary is None]
    if owed:
        named = (Blank(f"{Names(r).work}工作总结", ("summary", r.pk)) for r in owed)
        yield Paragraph(("还没有报送工作总结的：", *named))


def _district(found: ProgrammeFigures) -> Iterator[Block]:
    rounds, programme = found.rounds, found.programme
    reporters = sum(len(one.figures.reporters) for one in rounds)
    held = sum(bool(one.figures.meeting_on) for one in rounds)
    yield Paragraph(
        f"根据{basis(programme)}，在{programme.adopting_body}的统一领导下，全区开展了{programme.title}。现将有关情况总结如下："
    )
    yield Heading(1, "基本情况")
    yield Paragraph(f"全区开展述职{len(rounds)}轮，已确定述职代表{reporters}名，召开述职会议{held}轮。各轮情况见下表。")
    yield Table(TALLIED, tuple(map(_row, rounds)), key="rounds")
    yield from _owed(found)
    yield from _results(found)
    for part in PARTS:
        yield Heading(1, part)
        yield from _part(found, part)
        if part == PARTS[0] and found.practice:
            yield Paragraph("值得推广的做法：")
            yield from (Paragraph(f"{one.body.name}：{one.good_practice.strip()}") for one in found.practice)


def district_summary(actor: Actor, pk: int) -> Document:
    """The district's summary over all rounds of a programme: figures apart per round, results never pooled (4.4d)."""
    found = of_programme(actor, pk)
    issuer = f"{found.programme.district.name}人大常委会代表工作委员会"
    return Document(
        masthead=Masthead(f"{issuer}文件", Blank("发文字号")),
        title=f"{found.programme.district.name}{found.programme.title.removesuffix('工作')}工作总结",
        blocks=tuple(_district(found)),
        signature=Signature(
            issuer,
            found.closed_on or Blank("成文日期", ("programme", pk)),
        ),
    )
