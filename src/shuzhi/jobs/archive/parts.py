"""What goes into a round's archive box, piece by piece, each made only when its turn comes (D0010)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from shuzhi.crafts.archive import check_journal, fit
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.seal import verify
from shuzhi.jobs.archive.data import tables
from shuzhi.papers.sending import ToSend, of_round
from shuzhi.papers.sheets import across, fonts
from shuzhi.reads import record_page
from shuzhi.reads.paper import file_stem
from shuzhi.reads.sight import NotVisible
from shuzhi.records import kept
from shuzhi.records import models as m
from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.roles import PUBLIC, ROUND_KINDS, Actor, RoundKind
from shuzhi.rules.verdict import Text

SECTIONS = {
    "papers": ("文件", "Papers"),
    "sent": ("印发的原件", "Papers as they were sent"),
    "data": ("数据", "Data"),
    "edition": ("所依据的办法", "The regulation it ran under"),
    "journal": ("办理记录", "Journal"),
    "record": ("测评的密封记录", "The sealed record of the evaluation"),
}
Content = bytes | Iterable[bytes]


class Absent(Exception):
    """This piece does not exist (yet): no such paper in this round, or its file is damaged."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the box. ``make`` raises ``Absent`` where there is none; ``lost`` says so on the page of contents."""

    path: str
    section: str
    label: Text
    make: Callable[[], Content]
    lost: bool = False


def parts(actor: Actor, round_: m.Round) -> list[Part]:
    """Every piece in the order of the box."""
    return [
        *_papers(actor, round_),
        *_sent(round_),
        *_data(round_),
        *_edition(round_.programme),
        *_journal(round_),
        *_records(round_),
    ]


def _papers(actor: Actor, round_: m.Round) -> Iterator[Part]:
    for n, one in enumerate(of_round(round_), 1):
        yield Part(f"papers/{n:03}-{fit(one.label.zh)}.pdf", "papers", one.label, lambda one=one: _paper(actor, one))  # type: ignore[misc]


def _paper(actor: Actor, one: ToSend) -> bytes:
    try:
        return to_pdf(one.paper.build(actor, one.about), fonts(), across=across())
    except NotVisible as error:
        raise Absent from error


def _sent(round_: m.Round) -> Iterator[Part]:
    versions = m.SentVersion.objects.filter(paper__round=round_).select_related("paper").order_by("pk")
    for n, version in enumerate(versions, 1):
        stem = file_stem(version.paper, version)
        for kind in ("pdf", "docx"):
            label = Text(f"{stem}.{kind}", f"as sent on {version.sent_on.isoformat()}")
            digest = getattr(version, kind)
            yield Part(f"sent/{n:03}-{fit(stem)}.{kind}", "sent", label, lambda d=digest: _original(d), lost=True)  # type: ignore[misc]


def _original(digest: str) -> bytes:
    try:
        return kept.kept(digest)
    except kept.Spoilt as error:
        raise Absent from error


def _data(round_: m.Round) -> Iterator[Part]:
    yield Part("data/round.json", "data", Text("本轮概况", "The round"), lambda: _json(_about(round_)))
    for table in tables(round_):
        yield Part(f"data/{table.name}.csv", "data", table.label, table.csv)
        yield Part(f"data/{table.name}.json", "data", table.label, table.json)


def _about(round_: m.Round) -> dict[str, Any]:
    programme = round_.programme
    return {
        "programme": programme.title,
        "term": programme.term,
        "organiser": round_.organiser.name,
        "kind": ROUND_KINDS[RoundKind(round_.kind)].zh,
        "state": round_.state,
        "opened_on": round_.opened_on,
        "closed_on": round_.closed_on,
        "stages": [
            {"stage": change.stage, "on": change.on}
            for change in m.StageChange.objects.filter(round=round_).order_by("pk")
        ],
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def _edition(programme: m.Programme) -> Iterator[Part]:
    basis = {
        "title": programme.title,
        "edition": programme.edition_name,
        "basis": programme.basis,
        "adopting_body": programme.adopting_body,
        "adopted_at_meeting": programme.adopted_at_meeting,
        "adopted_on": programme.adopted_on,
        "settings": programme.edition,
    }
    settings = Text("办法的全部设定，启动时定下", "All settings of the edition, as fixed at the opening")
    yield Part("edition/edition.json", "edition", settings, lambda: _json(basis))
    yield Part(
        "edition/regulation.txt", "edition", Text("办法全文，逐条", "The regulation, clause by clause"), _regulation
    )
    written = resources.files("shuzhi.rules") / "editions" / f"{fit(programme.edition_name)}.toml"
    if written.is_file():
        label = Text("办法的设定文件，附依据", "The edition as its file has it, with the clauses")
        yield Part(f"edition/{programme.edition_name}.toml", "edition", label, written.read_bytes)


def _regulation() -> bytes:
    return "\n\n".join(f"{one.id}　{one.zh}\n{one.en}" for one in CLAUSES.values()).encode() + b"\n"


def _journal(round_: m.Round) -> Iterator[Part]:
    yield Part(
        "journal/journal.jsonl", "journal", Text("办理记录，一行一件", "Every act, a line each"), lambda: _lines(round_)
    )
    chain = Text("全部记录的校验码链条", "The chain of hashes of the whole journal")
    yield Part("journal/chain.csv", "journal", chain, _chain)
    how = Text("核对办理记录：python3 journal/check.py", "Checks the journal: python3 journal/check.py")
    yield Part("journal/check.py", "journal", how, Path(check_journal.__file__).read_bytes)


def _lines(round_: m.Round) -> Iterator[bytes]:
    for entry in m.Entry.objects.filter(round=round_).order_by("pk").iterator(chunk_size=500):
        told = {"digest": entry.digest, "content": entry.content()}
        yield (json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _chain() -> Iterator[bytes]:
    yield b"previous,digest\r\n"
    lines = m.Entry.objects.order_by("pk").values_list("previous", "digest").iterator(chunk_size=2000)
    for line in lines:
        kept_line = io.StringIO()
        csv.writer(kept_line).writerow(line)
        yield kept_line.getvalue().encode()


def _records(round_: m.Round) -> Iterator[Part]:
    out = round_.meetings.filter(count__state__in=record_page.OUT, evaluation__closing__isnull=False).order_by("pk")
    for meeting in out:
        path = f"record/meeting-{meeting.pk}.json"
        how = Text(
            f"{meeting.title}。核对：python3 record/verify.py {path}", f"Checked by python3 record/verify.py {path}"
        )
        yield Part(path, "record", how, lambda pk=meeting.pk: _bundle(pk))  # type: ignore[misc]
    if out:
        program = Text("核对密封记录的程序", "The program that checks the record")
        yield Part("record/verify.py", "record", program, Path(verify.__file__).read_bytes)


def _bundle(pk: int) -> bytes:
    try:
        return record_page.bundle(PUBLIC, pk)
    except NotVisible as error:
        raise Absent from error
