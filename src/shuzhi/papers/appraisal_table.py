"""What the groups said, side by side (分组评议意见汇总), and the questions from the floor (4.3b(iii), (iv))."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.crafts.office.blocks import Blank, Block, Cell, Column, Document, Heading, Paragraph, Sheet, Table
from shuzhi.papers._words import known, moment
from shuzhi.reads.appraisal import AppraisalPage, Handed, appraisal_page
from shuzhi.rules.appraisal import demands
from shuzhi.rules.roles import Actor

COLUMNS = (Column("评议组", 1.0), Column("评议意见", 4.6), Column("希望和要求", 3.4))
QUESTIONS = (Column("提问", 4.0), Column("答复", 5.0))


def numbered(text: str) -> str:
    """Hopes and demands of one group, counted where there are several."""
    found = demands(text)
    if len(found) < 2:
        return "".join(found)
    return "；".join(f"{n}.{one.rstrip('。；')}" for n, one in enumerate(found, 1)) + "。"


def _row(handed: Handed) -> tuple[Cell, ...]:
    said = handed.appraisal
    lacking = f"{handed.group.name}对{handed.reporter.mandate.person.name}代表的评议意见"
    at = ("appraisal", handed.group.meeting_id)
    return handed.group.name, known(said.text if said else "", lacking, at), numbered(said.demands) if said else ""


def _blocks(page: AppraisalPage) -> Iterator[Block]:
    for n, (reporter, rows) in enumerate(page.collation, 1):
        yield Heading(1, f"对{reporter.mandate.person.name}代表的评议意见")
        if rows:
            yield Table(COLUMNS, tuple(map(_row, rows)), key=f"appraisal_{n}")
        else:
            yield Paragraph(Blank("评议组分组安排", ("appraisal", page.meeting.pk)))
    questions = list(page.meeting.questions.select_related("reporter__mandate__person"))
    if questions:
        yield Heading(1, "现场提问和答复")
        asked = tuple(
            (
                (f"问{q.reporter.mandate.person.name}代表：" if q.reporter else "") + q.text,
                "带回去办，会后答复。"
                if q.taken_away
                else known(q.answer, "现场提问的答复", ("chair", page.meeting.pk)),
            )
            for q in questions
        )
        yield Table(QUESTIONS, asked, key="questions")


def appraisal_table(actor: Actor, pk: int) -> Document:
    """What was said of each reporter, group by group, as far as whoever asks may read it; nobody is named as its author."""
    page = appraisal_page(actor, pk)
    return Document(
        title=f"{page.meeting.title}分组评议意见汇总",
        subtitle=moment(page.meeting.starts_at),
        blocks=tuple(_blocks(page)) or (Paragraph(Blank("述职代表", ("meeting", pk))),),
        sheet=Sheet.A4_ACROSS,
    )
