"""Papers to measure: one with everything on it, one of nothing but text, one of what wicked people type."""

from __future__ import annotations

from datetime import date

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Column,
    Cue,
    Document,
    Heading,
    Imprint,
    Items,
    Kind,
    Masthead,
    PageBreak,
    Pairs,
    Paragraph,
    Quoted,
    Said,
    Signature,
    SignLines,
    Table,
)

COLUMNS = (Column("序号", 0.6, Kind.NUMBER), Column("姓名", 1.2, Kind.NAME), Column("签名", 2, Kind.SIGNATURE))


def names(count: int) -> Table:
    three = ("张堃", "李喆昇", "欧阳春燊")
    return Table(COLUMNS, tuple((n, three[n % 3], None) for n in range(1, count + 1)), title="述职对象名单")


BLOCKS: tuple[Block, ...] = (
    Heading(1, "指导思想"),
    Paragraph(("为密切代表与选民的联系，由", Blank("主持人姓名"), "主持。")),
    Heading(1, "步骤"),
    Heading(2, "准备"),
    Heading(3, "学习"),
    Heading(4, "时间"),
    Heading(2, "会议"),
    Items(("报到", "开会")),
    Said("各位代表、各位选民，现在开会。"),
    Cue("休会，另行通知。", when="到会不足50人时"),
    names(40),
    Quoted("第一段。\n第二段。"),
    PageBreak(),
    Pairs(
        (("姓名", "张堃"), ("性别", "女"), ("单位及职务", "东村村民委员会"), ("主要事迹", "")), frozenset({"主要事迹"})
    ),
    SignLines(("监票人", "计票人")),
)
WHOLE = Document(
    title="关于在全镇开展人大代表向选民述职评议活动的实施方案",
    subtitle="（征求意见稿）",
    masthead=Masthead("蛟塘镇人民代表大会主席团", "蛟人发〔2026〕3号", "欧阳喆"),
    addressee="各村民委员会、镇直各单位：",
    blocks=BLOCKS,
    signature=Signature("蛟塘镇人民代表大会主席团", date(2026, 3, 5)),
    attachments=(("日程安排", (Paragraph("上午九时。"),)), ("名单", (names(2),))),
    note="联系人：王昇燊",
    imprint=Imprint(("区人大常委会办公室", "各村"), "蛟塘镇人大办公室", date(2026, 3, 6)),
)
LONG = Document(title="报告", blocks=tuple(Paragraph("一二三四五六七八九十" * 60) for _ in range(19)))
WICKED = "甲\x00乙\x07\t丙\r\n丁\u2028戊👍{{ 7*7 }}{% x %}<w:t>&amp;</w:t>]]>=cmd|'/C calc'!A0\ud800#*_`$[x]@r \u202eabc\u202c\ufffe"
KEPT = "甲乙丙丁戊👍{{7*7}}{%x%}<w:t>&amp;</w:t>]]>=cmd|'/Ccalc'!A0\ufffd#*_`$[x]@rabc\ufffd"
HOSTILE = Document(
    title=WICKED,
    subtitle=WICKED,
    masthead=Masthead(WICKED, WICKED, WICKED),
    addressee=WICKED,
    blocks=(
        Heading(4, WICKED),
        Paragraph(WICKED),
        Quoted("意" * 10_000),
        Items((WICKED,)),
        Table(
            (Column(WICKED), Column("姓名", 1, Kind.NAME)), ((WICKED, WICKED), ("见" * 10_000, "=1+1")), title=WICKED
        ),
        Pairs(((WICKED, WICKED), ("x" * 40, "y" * 3_000)), frozenset({WICKED})),
        Said(WICKED),
        Cue(WICKED, WICKED),
        SignLines((WICKED,)),
        PageBreak(),
    ),
    signature=Signature(WICKED, Blank(WICKED)),
    attachments=((WICKED, (Paragraph(WICKED),)),),
    note=WICKED,
    imprint=Imprint((WICKED,), WICKED, None),
)
