"""The printed sheet (测评表): a pile's reporters and the edition's questions → a PDF of as many sheets as codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from shuzhi.crafts import paperform
from shuzhi.records import models as m
from shuzhi.records.where import rehearsing
from shuzhi.rules.regulation import Edition

# The machine's own faces, where set-up has not joined its own yet.
ELSEWHERE = Path("/usr/share/fonts/opentype/noto")
REHEARSAL = "演练"
INSTRUCTIONS = (
    "照样子在方框里打勾，每行只打一个，也可以不打。",
    "也可以用手机扫角上的方块来填，两样选一样。",
    "不管用哪样，最后都把这张表投进票箱。",
)
# What a phone's page says beside its own room for a comment, in a line.
COMMENT = "有话对代表说，请写在下面（可以不写；笔迹、内容可能让人认出是谁写的）"


def fonts() -> Path:
    return settings.FONTS if Path(settings.FONTS).is_dir() else ELSEWHERE


def across() -> str:
    """What stands across every paper of a rehearsal, so that none of them can pass for a real one."""
    return REHEARSAL if rehearsing() else ""


def secrecy(edition: Edition) -> str:
    """Whether names are on it, as the sheet says it (D0002)."""
    return "不记名。" if edition.sheet.secrecy.value == "secret" else "本次测评不是秘密填写。"


def heading(reporter: m.Reporter) -> str:
    """The one line that says who the reporter is."""
    return reporter.mandate.person.post[:60] or "代表"


def form(
    meeting: m.Meeting,
    edition: Edition,
    reporters: Sequence[m.Reporter],
    *,
    address: str,
    paper: str,
    large: bool,
    comments: bool = False,
) -> paperform.Form:
    """What the sheet says; with ``comments``, room to write in. Raises ``paperform.FormError`` where it can't be printed."""
    when = localtime(meeting.starts_at)
    return paperform.Form(
        title="述职测评表",
        meeting=f"{meeting.title}　{when.year}年{when.month}月{when.day}日",
        reporters=tuple(paperform.Reporter(r.mandate.person.name, heading(r)) for r in reporters),
        questions=tuple(paperform.Question(q.key, q.text.zh) for q in edition.questions),
        grades=tuple(paperform.Grade(g.key, g.label.zh) for g in edition.grades),
        url=address,
        instructions=INSTRUCTIONS,
        notice=secrecy(edition),
        paper=paper,
        large=large,
        comment=COMMENT if comments else "",
    )


def press(
    meeting: m.Meeting,
    edition: Edition,
    piles: Sequence[tuple[Sequence[m.Reporter], Sequence[str]]],
    **how: Any,
) -> bytes:
    """One PDF, pile after pile: for each code of a pile a sheet about its reporters, in the order given.

    ``how`` as ``form`` has it. Raises ``paperform.FormError``.
    """
    heaps = [(paperform.layout(form(meeting, edition, reporters, **how)), codes) for reporters, codes in piles]
    return paperform.print_pdf(heaps, fonts(), across=across())
