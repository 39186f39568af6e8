"""A template to begin with: the standard form of a paper, with placeholders where its words would stand (D0011)."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn

from shuzhi.crafts.office.blocks import Blank, Block, Column, Document, Heading, Masthead, Paragraph, Signature, Table
from shuzhi.crafts.office.docx import to_docx

COLUMNS = tuple(Column(tag) for tag in ("{%tc for 栏 in 段.栏 %}", "{{ 栏 }}", "{%tc endfor %}"))
ROWS = (
    ("{%tr for 行 in 段.行 %}", "", ""),
    ("{%tc for 格 in 行 %}", "{{ 格 }}", "{%tc endfor %}"),
    ("{%tr endfor %}", "", ""),
)
DATE = Blank("成文日期")


def starter(like: Document | None, *, kept: bool) -> bytes:
    """A Word file in the standard form that, filled, says what the standard paper says.

    It has a masthead where the newest paper of the kind has one; without a paper yet, where the kind is sent under a number.
    """
    headed = like.masthead is not None if like else kept
    signed = like.signature is not None if like else True
    made = Document(
        title="{{ 标题 }}",
        subtitle="{{ 副标题 }}" if like is None or like.subtitle else None,
        addressee="{{ 主送机关 }}" if like is None or like.addressee else None,
        blocks=tuple(_text("正文")),
        masthead=Masthead("{{ 发文机关标志 }}", "{{ 发文字号 }}") if headed else None,
        signature=Signature("{{ 署名 }}", DATE) if signed else None,
        note="{{ 附注 }}" if like is not None and like.note else None,
        attachments=(),
    )
    return _dated(to_docx(made), attached=like is None or bool(like.attachments))


def _text(name: str) -> list[Block]:
    """Piece by piece: headings by their level, tables with all their columns, the rest as paragraphs."""
    blocks: list[Block] = [_command(f"for 段 in {name}")]
    for level in (1, 2, 3, 4):
        blocks += [
            _command(f"{'if' if level == 1 else 'elif'} 段.级 == {level}"),
            Heading(level, "{{ 段.文字 }}", numbered=False),
        ]
    blocks += [_command("elif 段.栏"), Table(COLUMNS, ROWS), _command("else"), Paragraph("{{ 段.文字 }}")]
    return [*blocks, _command("endif"), _command("endfor")]


def _command(words: str) -> Paragraph:
    return Paragraph(f"{{%p {words} %}}", flush=True)


def _dated(made: bytes, *, attached: bool) -> bytes:
    """The date's place is a placeholder too, and attachments follow where there are any."""
    file = docx.Document(io.BytesIO(made))
    body = file.element.body
    for text in body.iter(qn("w:t")):
        if text.text == str(DATE):
            text.text = "{{ 成文日期 }}"
    if attached:
        follow = docx.Document(io.BytesIO(to_docx(Document(title="附件", blocks=(
            _command("for 件 in 附件"), Paragraph("附件：{{ 件.名称 }}", flush=True), *_text("件.正文"), _command("endfor"),
        )))))  # fmt: skip
        # Its title and the line under it are those of a paper of its own; an attachment begins with its name.
        for node in [x for x in follow.element.body if x.tag != qn("w:sectPr")][2:]:
            body.sectPr.addprevious(node)
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()
