"""What the placeholders of an office's own template say for one paper (D0011)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime

from shuzhi.crafts.office.blocks import Blank, Block, Document, Sheet, Words, plain
from shuzhi.crafts.office.figures import PAGES
from shuzhi.crafts.office.setting import HEADINGS, Form, Grid, Line, Look, Signing, set_out, shown
from shuzhi.crafts.office.template import Value
from shuzhi.crafts.office.words import written
from shuzhi.papers._words import Names, day, moment
from shuzhi.papers.own_names import column_name, tables_in
from shuzhi.papers.paper import Paper
from shuzhi.reads.template import home
from shuzhi.records import models as m

Values = dict[str, Value]
LEVEL = {look: level for level, look in enumerate(HEADINGS, 1)}
READ = (*HEADINGS, Look.BODY, Look.FLUSH, Look.QUOTED, Look.SAID, Look.CUE, Look.TABLE_TITLE)
TO_SIGN, TO_DATE = "＿＿＿＿＿＿", "　　年　　月　　日"


def round_of(about: str, pk: int) -> m.Round | None:
    """The round in which a record's paper is made."""
    rounds = m.Round.objects.select_related("organiser__parent", "programme__district").order_by("-opened_on", "-pk")
    way = {
        "round": {"pk": pk},
        "meeting": {"meetings": pk},
        "reporter": {"reporters": pk},
        "mandate": {"reporters__mandate": pk},
        "honour": {"reporters__mandate__honours": pk},
        "group": {"reporters__mandate__group": pk},
    }
    return rounds.filter(**way[about]).first() if about in way else None


def home_of(about: str, pk: int) -> m.Body | None:
    """Whose template a record's paper comes out of: its round's, or for a programme the district's."""
    if about == "programme":
        return m.Body.objects.filter(programmes=pk).first()
    round_ = round_of(about, pk)
    return home(round_) if round_ else None


def values(paper: Paper, pk: int, document: Document, round_: m.Round | None = None) -> Values:
    """Every name of the paper with what it says; None where the record has nothing. ``round_``, where it is at hand."""
    found = _of_document(document)
    if round_ := round_ or round_of(paper.about, pk):
        found |= _of_round(round_)
    if paper.about == "meeting":
        found |= _of_meeting(m.Meeting.objects.get(pk=pk))
    if paper.about in ("reporter", "mandate"):
        way = {"reporting": pk} if paper.about == "reporter" else {"pk": pk}
        found |= _of_deputy(m.Mandate.objects.select_related("person", "constituency", "group").get(**way))
    return found


def _of_document(document: Document) -> Values:
    head, foot = document.masthead, document.signature
    on = foot.on if foot else ""
    found: Values = {
        "标题": plain(document.title),
        "副标题": _words(document.subtitle),
        "发文机关标志": head.office if head else "",
        "发文字号": plain(head.number) if head else "",
        "主送机关": _words(document.addressee),
        "正文": list(_pieces(document.blocks)),
        "署名": _words(foot.office) if foot else "",
        "成文日期": on if isinstance(on, str) else str(on) if isinstance(on, Blank) else written(on),
        "附注": _words(document.note),
        "附件": [{"名称": name, "正文": list(_pieces(blocks))} for name, blocks in document.attachments],
    }
    for number, table in enumerate(tables_in(document), 1):
        columns = [column_name(column.title) for column in table.columns]
        rows = (["".join(map(str, shown(cell))) for cell in row] for row in table.rows)
        found[f"表{number}"] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found


def _words(words: Words | None) -> str:
    return plain(words) if words else ""


def _piece(text: str = "", level: int = 0, heads: Iterable[str] = (), rows: Iterable[Iterable[str]] = ()) -> Values:
    return {"级": level, "文字": text, "栏": list(heads), "行": [list(row) for row in rows]}


def _pieces(blocks: tuple[Block, ...]) -> Iterator[Values]:
    """The text as the standard form sets it, headings numbered; a form's labels and values are a table of two columns."""
    for piece in set_out(Document(title="", blocks=blocks), PAGES[Sheet.A4]):
        match piece:
            case Line(look=look) if look in READ:
                yield _piece(piece.lead + "".join(map(str, piece.words)), LEVEL.get(look, 0))
            case Grid():
                yield _piece(
                    heads=piece.titles, rows=(["".join(map(str, cell)) for cell in row.cells] for row in piece.rows)
                )
            case Form():
                pairs = [pair for _, row in piece.rows for pair in row]
                yield _piece(heads=("项目", "内容"), rows=((label, "".join(map(str, words))) for label, words in pairs))
            case Signing():
                for label in piece.labels:
                    yield _piece(f"{label}：{TO_SIGN}")
                if piece.dated:
                    yield _piece(TO_DATE)


def _of_round(round_: m.Round) -> Values:
    names = Names(round_)
    chosen = round_.reporters.filter(state="chosen").order_by("order", "pk")
    people = [
        one.mandate for one in chosen.select_related("mandate__person", "mandate__constituency", "mandate__group")
    ]
    return {
        "区名": names.district,
        "承办单位": names.congress,
        "述职工作": names.work,
        "届次": round_.programme.term or None,
        "述职代表": [
            {
                "序号": n,
                "姓名": one.person.name,
                "职务": one.person.post or None,
                "选区": str(one.constituency) if one.constituency else None,
                "代表小组": one.group.name,
            }
            for n, one in enumerate(people, 1)
        ],
        "述职代表人数": len(people),
    }


def _of_meeting(meeting: m.Meeting) -> Values:
    return {
        "会议名称": meeting.title,
        "会议日期": day(localtime(meeting.starts_at).date()),
        "会议时间": moment(meeting.starts_at),
        "会议地点": meeting.place or None,
        "主持人": meeting.chair or None,
    }


def _of_deputy(mandate: m.Mandate) -> Values:
    return {
        "代表姓名": mandate.person.name,
        "代表职务": mandate.person.post or None,
        "代表选区": str(mandate.constituency) if mandate.constituency else None,
        "代表小组": mandate.group.name,
    }
