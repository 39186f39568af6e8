"""The sign-in book (签到册): a list a kind, a white column to sign in, and the certificate of attendance (4.3a).

It keeps neither order of arrival nor time, and does not print who came: that is the ink's to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Kind,
    Paragraph,
    SignLines,
    Table,
    Words,
)
from shuzhi.papers._words import known, moment
from shuzhi.reads.attendance import InviteeLine, InviteesPage, KindTally, Tally, invitees_page
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor

COLUMNS = (
    Column("序号", 0.6, Kind.NUMBER),
    Column("姓名", 1.4, Kind.NAME),
    Column("村、单位", 2.6),
    Column("电话尾号", 1.1),
    Column("签名", 2.2, Kind.SIGNATURE),
    Column("备注", 1.2),
)
OVER = frozenset({"open", "appraising", "counted", "closed"})
NOTE = {"no": "请假"}


def _row(n: int, line: InviteeLine) -> tuple[Cell, ...]:
    return n, line.name, line.where, line.tail, None, NOTE.get(line.reply, "")


def _lists(page: InviteesPage) -> Iterator[Block]:
    for kind in page.tally.kinds:
        lines = [line for line in page.lines if line.kind == kind.key]
        if not lines and not kind.must_invite:
            continue
        yield Heading(1, f"{kind.label.zh}（{len(lines)}人）")
        rows = [_row(n, line) for n, line in enumerate(lines, 1)]
        yield (
            Table(COLUMNS, tuple(rows), key=kind.key)
            if rows
            else Paragraph(Blank(f"{kind.label.zh}名单", ("invitees", page.meeting.pk)))
        )


def _present(kind: KindTally) -> str:
    return f"{kind.label.zh}{kind.present}人"


def certificate(tally: Tally, meeting: m.Meeting) -> tuple[Block, ...]:
    """How many came against the number the clause asks for, kind by kind; guests do not count (4.3a)."""
    said: Words
    if meeting.state in OVER:
        met = "达到" if not tally.short else f"比规定少{tally.short}人，没有达到"
        by_kind = "、".join(_present(k) for k in tally.kinds if k.counts)
        guests = f"另有列席人员{tally.guests}人，不计入到会人数。" if tally.guests else ""
        said = f"经清点，本次会议应到{tally.invited}人，实到{tally.present}人，其中{by_kind}，{met}“原则上不少于{tally.quorum}人”的要求。{guests}"
    else:
        said = (
            f"经清点，本次会议应到{tally.invited}人，实到",
            Blank("实到人数（开会时清点）", ("door", meeting.pk)),
            f"人。按照规定，参加会议的人员原则上不少于{tally.quorum}人，列席人员不计入。",
        )
    return Paragraph(said), SignLines(("会议主持人", "签到处工作人员", "监票人"))


def sign_in(actor: Actor, pk: int) -> Document:
    """The sign-in book of one meeting, for those who invite (4.3a): it holds names and telephones."""
    page = invitees_page(actor, pk)
    meeting = page.meeting
    return Document(
        title=f"{meeting.title}签到册",
        blocks=(
            Paragraph(f"时间：{moment(meeting.starts_at)}", flush=True),
            Paragraph(("地点：", known(meeting.place, "会议地点", ("meeting", pk))), flush=True),
            *_lists(page),
            Heading(1, "到会人数证明"),
            *certificate(page.tally, meeting),
        ),
    )
