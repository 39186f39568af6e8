"""The printed sheet (测评表): a pile's reporters and the edition's questions → a PDF of as many sheets as codes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localtime

from shuzhi.crafts import paperform
from shuzhi.records import models as m
from shuzhi.rules.regulation import Edition

# The machine's own faces, where set-up has not joined its own yet.
ELSEWHERE = Path("/usr/share/fonts/opentype/noto")


def fonts() -> Path:
    return settings.FONTS if Path(settings.FONTS).is_dir() else ELSEWHERE


def form(
    meeting: m.Meeting,
    edition: Edition,
    reporters: Sequence[m.Reporter],
    *,
    address: str,
    paper: str,
    large: bool,
) -> paperform.Form:
    """What the sheet says. Raises ``paperform.FormError`` where it can't be printed."""
    when = localtime(meeting.starts_at)
    secret = edition.sheet.secrecy.value == "secret"
    return paperform.Form(
        title="述职测评表",
        meeting=f"{meeting.title}　{when.year}年{when.month}月{when.day}日",
        reporters=tuple(
            paperform.Reporter(r.mandate.person.name, r.mandate.person.post[:60] or "代表") for r in reporters
        ),
        questions=tuple(paperform.Question(q.key, q.text.zh) for q in edition.questions),
        grades=tuple(paperform.Grade(g.key, g.label.zh) for g in edition.grades),
        url=address,
        instructions=(
            "照样子在方框里打勾，每行只打一个，也可以不打。",
            "也可以用手机扫角上的方块来填，两样选一样。",
            "不管用哪样，最后都把这张表投进票箱。",
        ),
        notice="不记名。" if secret else "本次测评不是秘密填写。",
        paper=paper,
        large=large,
    )


def press(form: paperform.Form, codes: Sequence[str]) -> bytes:
    """The PDF, a sheet for each code in the order given."""
    return paperform.print_pdf(paperform.layout(form), codes, fonts())


def bundle(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Several piles in one file, so that they are handed over in one answer."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            # A fixed date: the file says nothing of when it was printed.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return kept.getvalue()
