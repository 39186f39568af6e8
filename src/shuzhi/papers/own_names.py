"""The placeholders of an office's own template, by paper (D0011): what each one says, in the office's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shuzhi.crafts.office.blocks import Document, Table
from shuzhi.crafts.office.template_sense import Many, Shape
from shuzhi.papers.paper import Paper
from shuzhi.rules.verdict import Text

PIECE: dict[str, Shape] = {"级": None, "文字": None, "栏": Many(None), "行": Many(Many(None))}
NOT_IN_A_NAME = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Name:
    """One placeholder; ``parts`` are those of a list's items, ``item`` is what a template calls one of them."""

    name: str
    told: Text
    parts: tuple[str, ...] = ()
    item: str = ""
    shape: Shape = None

    @property
    def written(self) -> str:
        """As it is typed into a template: the placeholder, or the line that begins its list."""
        way = "tr" if self.item in ("人", "行") else "p"
        return f"{{%{way} for {self.item} in {self.name} %}}" if self.parts else f"{{{{ {self.name} }}}}"

    @property
    def inside(self) -> tuple[str, ...]:
        """What one of a list is asked for."""
        return tuple(f"{{{{ {self.item}.{part} }}}}" for part in self.parts)


def _one(name: str, zh: str, en: str) -> Name:
    return Name(name, Text(zh, en))


def _many(name: str, item: str, zh: str, en: str, *parts: str) -> Name:
    return Name(name, Text(zh, en), parts, item, Many(dict.fromkeys(parts)))


OF_AN_ATTACHMENT: dict[str, Shape] = {"名称": None, "正文": Many(PIECE)}
OF_THE_PAPER = (
    _one("标题", "文书的标题", "Title of the paper"),
    _one("副标题", "标题下面的一行，没有就不写", "The line under the title, if any"),
    _one("发文机关标志", "红头上的机关名称", "The body named in the masthead"),
    _one("发文字号", "定稿印发时编的号", "The number given when it is sent"),
    _one("主送机关", "发给谁", "Addressee"),
    Name("正文", Text("全文：逐段写出，表格也在里面", "The whole text, piece by piece, tables included"), tuple(PIECE), "段", Many(PIECE)),
    _one("署名", "发文机关署名", "Who issues the paper"),
    _one("成文日期", "成文日期", "Date of the paper"),
    _one("附注", "附注，没有就不写", "Note, if any"),
    Name("附件", Text("附件：名称和正文", "Attachments: name and text"), ("名称", "正文"), "件", Many(OF_AN_ATTACHMENT)),
)  # fmt: skip
OF_THE_ROUND = (
    _one("区名", "区的名称", "The district"),
    _one("承办单位", "组织这一轮述职的单位", "The organiser of the round"),
    _one("述职工作", "本轮述职的名称", "What the round is called"),
    _one("届次", "届次", "The term"),
    _many("述职代表", "人", "本轮的述职对象", "The round’s reporters", "序号", "姓名", "职务", "选区", "代表小组"),
    _one("述职代表人数", "述职对象有几名", "How many report"),
)
OF_THE_MEETING = (
    _one("会议名称", "述职会议的名称", "Title of the meeting"),
    _one("会议日期", "开会的日期", "The day of the meeting"),
    _one("会议时间", "开会的日期和钟点", "The day and hour of the meeting"),
    _one("会议地点", "开会的地点", "The place of the meeting"),
    _one("主持人", "会议主持人", "Who chairs"),
)
OF_THE_DEPUTY = (
    _one("代表姓名", "代表的姓名", "The deputy’s name"),
    _one("代表职务", "工作单位及职务", "The deputy’s post"),
    _one("代表选区", "选区", "The deputy’s constituency"),
    _one("代表小组", "所在代表小组", "The deputy’s group"),
)
BY_NOUN = {"meeting": OF_THE_MEETING, "reporter": OF_THE_DEPUTY, "mandate": OF_THE_DEPUTY}


def names(paper: Paper) -> tuple[Name, ...]:
    """The placeholders of every paper of this kind."""
    return (*OF_THE_PAPER, *OF_THE_ROUND, *BY_NOUN.get(paper.about, ()))


def tables(document: Document) -> Iterator[Name]:
    """The paper's own tables, 表1, 表2 …, each with its columns by their headings."""
    for number, table in enumerate(tables_in(document), 1):
        title = table.title or "、".join(column.title for column in table.columns)
        columns = tuple(part for column in table.columns if (part := column_name(column.title)))
        yield _many(f"表{number}", "行", f"第 {number} 张表：{title}", f"Table {number}: {title}", *columns)


def tables_in(document: Document) -> list[Table]:
    blocks = [*document.blocks, *(block for _, attached in document.attachments for block in attached)]
    return [block for block in blocks if isinstance(block, Table)]


def column_name(title: str) -> str:
    """A column's heading as a name: 村、单位 is 村单位."""
    return NOT_IN_A_NAME.sub("", title)
