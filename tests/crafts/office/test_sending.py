"""A paper on its way out: number and date filled in; its fingerprint tells every change of what it says, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shuzhi.crafts.office.blocks import (
    Blank,
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
from shuzhi.crafts.office.sending import as_sent, bears_number, fingerprint, line

DAY = date(2026, 5, 31)
TABLE = Table((Column("姓名", 1.5, Kind.NAME), Column("日期", 0.7, Kind.DATE)), (("张燕", DAY), (Blank("姓名"), None)))
EVERY = Document(
    ("关于召开", Blank("名称"), "会议的\n通知"),
    (
        Heading(1, "时间"),
        Paragraph("5月31日。"),
        Quoted("路灯不亮。"),
        Items(("一", ("二", Blank("人")))),
        TABLE,
        Pairs((("姓名", "张燕"),), frozenset({"姓名"})),
        Said("现在开会。"),
        Cue("到会不足时", when="不足50人"),
        SignLines(("主持人",)),
        PageBreak(),
    ),
    masthead=Masthead("东港镇人民代表大会主席团文件", Blank("发文字号")),
    signature=Signature("主席团", Blank("成文日期")),
    imprint=Imprint(("区人大",), "主席团", None),
    attachments=(("名单", (TABLE,)),),
)


def test_number_and_open_dates_are_filled_in_and_nothing_else():
    sent = as_sent(EVERY, "东港人大发〔2026〕3号", DAY)
    assert sent.masthead.number == "东港人大发〔2026〕3号"
    assert (sent.signature.on, sent.imprint.printed_on) == (DAY, DAY)
    assert replace(sent, masthead=None, signature=None, imprint=None) == replace(
        EVERY, masthead=None, signature=None, imprint=None
    )
    dated = replace(EVERY, signature=Signature("主席团", date(2026, 1, 2)))
    assert as_sent(dated, "", DAY).signature.on == date(2026, 1, 2)


def test_every_kind_of_block_has_a_fingerprint_and_the_number_is_not_of_it():
    numbered = replace(EVERY, masthead=replace(EVERY.masthead, number="东港人大发〔2026〕3号"))
    assert fingerprint(numbered) == fingerprint(EVERY)
    assert bears_number(EVERY)
    assert not bears_number(replace(EVERY, masthead=None))


def test_a_change_in_any_block_changes_the_fingerprint():
    for n in range(len(EVERY.blocks)):
        fewer = replace(EVERY, blocks=(*EVERY.blocks[:n], *EVERY.blocks[n + 1 :]))
        assert fingerprint(fewer) != fingerprint(EVERY), EVERY.blocks[n]
    other = replace(TABLE, rows=(("张燕", date(2026, 6, 1)), TABLE.rows[1]))
    assert fingerprint(replace(EVERY, attachments=(("名单", (other,)),))) != fingerprint(EVERY)
    assert fingerprint(replace(EVERY, title="〔待填：名称〕")) != fingerprint(replace(EVERY, title=Blank("名称")))


def test_a_title_on_one_line():
    assert line(EVERY.title) == "关于召开会议的通知"
