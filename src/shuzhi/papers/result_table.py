"""The result (测评结果汇总表): sheets accounted for, then counts per reporter and question; never a rate, never pooled (D0002)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from shuzhi.crafts.office.blocks import Blank, Block, Cell, Column, Document, Heading, Kind, Paragraph, SignLines, Table
from shuzhi.papers._words import day
from shuzhi.reads.count import Statement, statement
from shuzhi.reads.result import QuestionResult, Result, edition_of
from shuzhi.reads.sheet import meeting_of, reporters_of
from shuzhi.records import models as m
from shuzhi.rules.regulation import Edition
from shuzhi.rules.roles import Actor


def later(meeting: int) -> Paragraph:
    """Where the result will stand: before the seal there is none."""
    return Paragraph(Blank("测评结果（计票封存以后填入）", ("count", meeting)))


def _columns(grades: list[str]) -> tuple[Column, ...]:
    heads = [*grades, "未填", "无效", "合计"]
    return Column("项目", 2.8), *(Column(head, 1.25, Kind.NUMBER) for head in heads)


def _row(question: QuestionResult) -> tuple[Cell, ...]:
    shares = [share.n for share in question.shares]
    return question.text.zh, *shares, question.blank, question.void, sum(shares) + question.no_answer


def spread(result: Result, title: str = "", key: str = "") -> tuple[Block, ...]:
    """One reporter's counts by question and grade, as far as they may be shown; else why not, and how many took part."""
    if not result.counts:
        took_part = f"参加测评的有效测评表{result.sheets}张。" if result.sheets is not None else ""
        return (Paragraph(f"{took_part}{result.why.zh if result.why else ''}"),)
    grades = [share.label.zh for share in result.questions[0].shares]
    warned = tuple(Paragraph(f"注：{warning.zh}") for warning in result.warnings)
    return Table(_columns(grades), tuple(map(_row, result.questions)), title=title, key=key), *warned


def identity(found: Statement) -> Table:
    """Every sheet accounted for: issued = returned + unused + missing, returned = valid + void (D0001)."""
    n = found.count
    return _accounted((n.issued, found.returned, n.unused, n.missing, found.valid, n.void), "sheets")


def _accounted(numbers: tuple[int, ...], key: str = "") -> Table:
    names = ("发出", "收回（手机和纸合计）", "未用", "缺失", "有效", "无效")
    return Table(tuple(Column(name, 1.0, Kind.NUMBER) for name in names), (numbers,), key=key)


def _found(found: Statement) -> Iterator[Block]:
    count = found.count
    yield Heading(1, "测评表清点情况（张）")
    yield identity(found)
    if count.explanation.strip():
        yield Paragraph(f"差额说明：{count.explanation.strip()}")
    if count.state == "void":
        yield Paragraph(f"本次测评已宣布无效，没有结果。原因：{count.void_because.strip()}")
        return
    for n, (reporter, result) in enumerate(found.results, 1):
        name = reporter.mandate.person.name
        yield Heading(1, f"{name}代表")
        if (own := result.identity) and own.own:
            yield _accounted((own.issued, own.returned, own.unused, own.missing, own.valid, own.void), f"forms_{n}")
        yield from spread(result, key=f"result_{n}")
    dates = [f"封存日期：{day(count.sealed_on)}" if count.sealed_on else ""]
    dates.append(f"公布日期：{day(count.announced_on)}" if count.announced_on else "")
    yield Paragraph("。".join(filter(None, dates)) + "。", flush=True)
    yield Paragraph(f"封存指纹：{count.digest}", flush=True)


def _white(meeting: m.Meeting, edition: Edition) -> Iterator[Block]:
    """The same forms before the seal: no number anywhere."""
    yield later(meeting.pk)
    columns = _columns([grade.label.zh for grade in edition.grades])
    rows = tuple((question.text.zh, *(None for _ in columns[1:])) for question in edition.questions)
    for n, reporter in enumerate(reporters_of(meeting), 1):
        yield Heading(1, f"{reporter.mandate.person.name}代表")
        yield Table(columns, rows, key=f"result_{n}")


def result_table(actor: Actor, pk: int) -> Document:
    """The result of one meeting as far as whoever asks may see it; white forms before the seal (4.3b(iii))."""
    found = statement(actor, pk)
    meeting = found.meeting if found else meeting_of(actor, pk)
    blocks = _found(found) if found else _white(meeting, edition_of(meeting))
    signing = (
        *(f"监票人　{name}" for name in (found.scrutineers if found else ()) or ("",)),
        *(f"计票人　{name}" for name in (found.tellers if found else ()) or ("",)),
        f"会议主持人　{meeting.chair}",
    )
    return Document(
        title="人大代表述职测评结果汇总表",
        subtitle=f"{meeting.title}　{day(localtime(meeting.starts_at).date())}",
        blocks=(*blocks, SignLines(tuple(line.strip("　") for line in signing))),
    )
