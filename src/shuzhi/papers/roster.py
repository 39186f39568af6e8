"""The reporters of a round: the list, and for district deputies the letter that files it (2.3, 2.4, 4.1b)."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Column,
    Document,
    Items,
    Kind,
    Masthead,
    Paragraph,
    Signature,
    Table,
    Words,
    spans,
)
from shuzhi.papers._words import Names, day
from shuzhi.reads.roster_filing import Filing, filing
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor, Office

COLUMNS = (
    Column("序号", 0.9, Kind.NUMBER),
    Column("姓名", 1.2, Kind.NAME),
    Column("性别", 0.9),
    Column("出生年月", 1.4),
    Column("政治面貌", 1.7),
    Column("工作单位及职务", 2.5),
    Column("原选区", 2.1),
    Column("备注", 1.5),
)


def filing_letter(actor: Actor, pk: int) -> Document:
    """The list of reporters; where it is filed with the district standing committee (2.4), under a letter to it."""
    found = filing(actor, pk)
    names = Names(found.round)
    title = f"{names.deputies}向选民述职对象名单"
    listed = tuple(_list(found))
    if not found.filed_upward:
        return Document(
            title=title,
            subtitle=_decided_by(found, names),
            blocks=(*listed, *_grounds(found)),
            signature=_signature(found, names),
        )
    return Document(
        title=f"关于报送{names.deputies}向选民述职对象名单的函",
        addressee=f"{names.standing_committee}：",
        blocks=tuple(_letter(found, names)),
        masthead=Masthead(names.issuer, Blank("发文字号")),
        signature=_signature(found, names),
        attachments=((title, listed),),
    )


def _signature(found: Filing, names: Names) -> Signature:
    on = found.roster.filed_on if found.filed_upward else found.roster.decided_on
    return Signature(names.issuer, on or Blank("名单确定的日期", ("roster", found.round.pk)))


def _decided_by(found: Filing, names: Names) -> Words | None:
    on = found.roster.decided_on
    return f"（{day(on)}{names.decider}确定）" if on else None


def _who(found: Filing) -> Words:
    chosen = "、".join(line.mandate.person.name for line in found.reporters)
    return f"{chosen}{len(found.reporters)}名代表" if chosen else Blank("述职对象", ("roster", found.round.pk))


def _sat(sitting: m.Sitting) -> str:
    body = sitting.body.name if sitting.office == Office.GROUP_LEADER else f"{sitting.body.name}人大主席团"
    there = f"，{sitting.attended}人到会" if sitting.attended else ""
    return f"{body}于{day(sitting.sat_on)}召开{'扩大' if sitting.widened else ''}会议，由{sitting.chair}主持{there}"


def _letter(found: Filing, names: Names) -> Iterator[Block]:
    here = ("roster", found.round.pk)
    basis = f"根据{names.regulation}关于{names.group}确定{found.quota.low}名人大代表述职、名单报区人大常委会的规定，"
    met = "；".join(map(_sat, found.meetings)) if found.meetings else Blank("确定名单的会议", here)
    chosen = spans(_who(found))
    yield Paragraph((basis, met, "。会议确定", *chosen, "为本轮述职对象。现将名单随函报送，请予备案。"))
    yield from _grounds(found)
    for gone in found.excused:
        then = f"，由{gone.substitute}代表替补" if gone.substitute else ""
        because = gone.reporter.excuse.rstrip("。")
        yield Paragraph(f"原定述职对象{gone.name}代表，因{because}，经研究同意免于本轮述职{then}。")


def _grounds(found: Filing) -> Iterator[Block]:
    """On what record each was chosen (2.3)."""
    given = tuple(
        f"{r.mandate.person.name}。{r.grounds.rstrip('。')}。确定时有经核实的履职记录{r.duty_entries}条。"
        for r in found.reporters
        if r.grounds
    )
    if given:
        yield Paragraph("各述职对象确定的理由如下：")
        yield Items(given)


def _list(found: Filing) -> Iterator[Block]:
    here = ("roster", found.round.pk)
    if not found.reporters:
        yield Paragraph(Blank("述职对象", here))
        return
    yield Table(COLUMNS, tuple(_row(n, r) for n, r in enumerate(found.reporters, 1)), key="reporters")


def _row(number: int, reporter: m.Reporter) -> tuple[int | Words, ...]:
    mandate, person = reporter.mandate, reporter.mandate.person
    here = ("person", person.pk)
    seat = mandate.constituency
    return (
        number,
        person.name,
        person.sex or Blank(f"{person.name}的性别", here),
        person.born.replace("-", ".") or Blank(f"{person.name}的出生年月", here),
        person.party or Blank(f"{person.name}的政治面貌", here),
        person.post or Blank(f"{person.name}的工作单位及职务", here),
        str(seat) if seat else mandate.group.name,
        "领导干部代表" if person.leading_cadre else "",
    )
