"""The agenda (会议议程): time, place, who takes part, and the five parts in the order of the clause (4.3b)."""

from __future__ import annotations

from itertools import groupby

from shuzhi.crafts.office.blocks import Blank, Cell, Column, Document, Kind, Pairs, Paragraph, Table, Words
from shuzhi.papers._spoken import numeral
from shuzhi.papers._words import Names, between, known, moment, together
from shuzhi.reads.meeting import AgendaLine, MeetingPage, meeting_page
from shuzhi.rules.roles import Actor

LEADER = "leader_speech"
COLUMNS = (Column("序号", 0.7, Kind.NAME), Column("时间", 2.0), Column("议程", 3.0), Column("讲话人、发言人", 2.4))


def speaker(page: MeetingPage, line: AgendaLine) -> Words:
    """Who speaks, by name; a blank that says whom the clause wants, as long as only that is known (4.3b(i))."""
    if line.reporter is not None:
        return f"{line.reporter.mandate.person.name}代表"
    for item in page.edition.agenda:
        named = page.edition.speaker(item, page.meeting.round.kind) if item.key == line.key else None
        if named and line.speaker.zh in ("", named.zh):
            return Blank(f"讲话人姓名、职务：{named.zh.partition('（')[0]}", ("meeting", page.meeting.pk))
    return line.speaker.zh


def who_comes(page: MeetingPage) -> str:
    """Who is asked, kind by kind, with numbers once anybody is (4.3a)."""
    kinds = [k for k in page.tally.kinds if k.must_invite or k.invited]
    if not page.tally.invited:
        return "、".join(k.label.zh for k in kinds)
    return "、".join(f"{k.label.zh}{k.invited}人" for k in kinds if k.invited)


def reporters(page: MeetingPage) -> tuple[str, ...]:
    return tuple(line.name for line in page.reporters)


def _said(line: AgendaLine, title: str) -> str:
    return f"{line.reporter.mandate.person.name}代表述职" if line.reporter else title


def rows(page: MeetingPage) -> tuple[tuple[Cell, ...], ...]:
    """A row an item; the reports are one part of the agenda and are numbered once."""
    found: list[tuple[Cell, ...]] = []
    for n, (_, lines) in enumerate(groupby(page.agenda, key=lambda line: line.key), 1):
        for at, line in enumerate(lines):
            time = between(line.starts, line.ends)
            who = speaker(page, line) if line.key in (LEADER, "reports", "closing") else ""
            if line.key == "group_reports":
                who = "各评议组"
            if line.key == "appraisal":
                who = "全体到会人员"
            found.append(
                (
                    numeral(n) if not at else "",
                    time,
                    _said(line, line.title.zh),
                    who or Blank("会议主持人", ("meeting", page.meeting.pk)),
                )
            )
    return tuple(found)


def agenda(actor: Actor, pk: int) -> Document:
    """The agenda of one meeting, for those who work in its round (4.3b)."""
    page = meeting_page(actor, pk)
    meeting, here = page.meeting, ("meeting", pk)
    return Document(
        title=f"{meeting.title}议程",
        blocks=(
            Pairs(
                (
                    ("时间", moment(meeting.starts_at)),
                    ("地点", known(meeting.place, "会议地点", here)),
                    ("主持人", known(meeting.chair, "会议主持人", here)),
                    (f"述职的{Names(meeting.round).rank}", together(reporters(page), "述职代表", here)),
                    ("参加人员", who_comes(page)),
                )
            ),
            Paragraph("会议进行以下各项：", flush=True),
            Table(COLUMNS, rows(page), key="agenda") if page.agenda else Paragraph(Blank("会议议程", here)),
        ),
    )
