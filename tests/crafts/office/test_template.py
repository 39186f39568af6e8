"""The office's own template: filled with text, checked by name and place, refused where it acts."""

from __future__ import annotations

import io
import time

import docx
import pytest
from tests.crafts.office.word_files import changed, in_document, with_relation, word

from shuzhi.crafts.office import template_file
from shuzhi.crafts.office.template import TooLong, check, fill, text_in
from shuzhi.crafts.office.template_file import Unfit
from shuzhi.crafts.office.template_sense import Many
from shuzhi.crafts.office.template_tags import Place

KNOWN = {
    "会议名称": None,
    "会议地点": None,
    "述职代表": Many({"姓名": None, "职务": None}),
    "名单": Many(None),
    "正文": Many({"级": None, "文字": None, "栏": Many(None), "行": Many(Many(None))}),
}
PEOPLE = [{"姓名": "李堃", "职务": "村委会主任"}, {"姓名": "欧阳喆", "职务": None}]
ROWS = [["姓名", "职务"], ["{%tr for 人 in 述职代表 %}", ""], ["{{ 人.姓名 }}", "{{人.职务}}"], ["{%tr endfor %}", ""]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = (b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>')


def flaws(*args: object, **kwargs: object) -> list[tuple[str, str, Place | None, str]]:
    found = check(word(*args, **kwargs), KNOWN).flaws
    return [(one.kind, one.what, one.place, one.near) for one in found]


def test_names_split_by_word_are_filled_in_body_table_and_header():
    data = word("关于{{ 会议名称 }}的通知", "在{{ 会议地点 }}", torn=True, header="{{ 会议名称 }}", table=ROWS)
    checked = check(data, KNOWN)
    assert (checked.flaws, checked.used) == ((), ("会议名称", "会议地点", "述职代表"))
    made = fill(data, {"会议名称": "述职会议", "会议地点": None, "述职代表": PEOPLE})
    assert text_in(made) == (
        "关于述职会议的通知",
        "在〔待填：会议地点〕",
        *("姓名", "职务", "李堃", "村委会主任", "欧阳喆", "〔待填：职务〕"),
        "述职会议",
    )


@pytest.mark.parametrize(
    "value",
    [
        "{{ 会议地点 }}{% for %}",
        "{_{ x }_}",
        "<w:p/>&amp;",
        "=cmd|' /C calc'!A0",
        "😀 𰻞",
        "“引号”'\"",
        "10,000" * 1700,
    ],
)
def test_values_come_out_as_text(value: str):
    data = word("{{ 会议名称 }}", "{{ 名单|join('、') }}", header="{{ 会议名称 }}")
    assert text_in(fill(data, {"会议名称": value, "名单": [value, "乙"]})) == (value, f"{value}、乙", value)


def test_line_breaks_are_breaks_and_control_characters_are_gone():
    made = docx.Document(io.BytesIO(fill(word("{{ 会议名称 }}"), {"会议名称": "一\r\n二\x00\x0b\x1b\ufffe三\ud800"})))
    assert made.paragraphs[-1].text == "一\n二三"
    assert len(made.paragraphs[-1]._p.xpath(".//w:br")) == 1


def test_a_misspelt_name_is_told_with_its_place_and_the_nearest_right_one():
    assert flaws("甲", "地点：{{ 会议地址 }}。") == [("unknown", "会议地址", Place("body", (2,)), "会议地点")]
    assert check(word("甲", "地点：{{ 会议地址 }}。"), KNOWN).flaws[0].around == "地点：{{ 会议地址 }}。"
    rows = [ROWS[0], ROWS[1], ["{{ 人.姓铭 }}", ""], ROWS[3]]
    assert flaws(table=rows) == [("unknown", "人.姓铭", Place("table", (1, 3, 1)), "人.姓名")]
    assert flaws("{{ 会议名称 }}", header="{{ 会议名陈 }}") == [("unknown", "会议名陈", Place("header"), "会议名称")]
    assert flaws("{{ 温度 }}") == [("unknown", "温度", Place("body", (1,)), "")]


def test_what_else_is_wrong_is_told_beside_a_bracket_of_the_wrong_width():
    found = flaws(
        "{{ 会议地址 }}", "{%p for 人 in 述职代表 %}", "{{ 人.姓铭 }}", "{%p endfor %}", header="｛｛会议名称｝｝"
    )
    assert [(kind, near) for kind, _, _, near in found] == [
        ("wide", ""),
        ("unknown", "会议地点"),
        ("unknown", "人.姓名"),
    ]


def test_a_name_in_a_text_box_and_in_a_footnote_is_found():
    box = f"<w:p {W}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{{{ 会址 }}}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    assert check(in_document(word("{{ 会议名称 }}"), box), KNOWN).flaws[0].place == Place("textbox")
    notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>{{{{ 会址 }}}}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    made = changed(word("{{ 会议名称 }}"), "", bytes, **{"word/footnotes.xml": notes.encode()})
    relation = b'<Relationship Id="rId98" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    made = changed(made, "word/_rels/document.xml.rels", lambda xml: xml.replace(b"</Relationships>", relation))
    override = b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    made = changed(made, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", override))
    assert [(f.what, f.place) for f in check(made, KNOWN).flaws] == [("会址", Place("footnote", (2,)))]
    right = changed(made, "word/footnotes.xml", lambda xml: xml.replace("会址".encode(), "会议地点".encode()))
    assert text_in(fill(right, {"会议名称": "会", "会议地点": "{{ 礼堂 }}"}))[-1] == "{{ 礼堂 }}"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{{ 会议名称.__class__.__mro__ }}", "forbidden"),
        ("{{ 会议名称.upper() }}", "forbidden"),
        ("{{ ''['__class__'] }}", "forbidden"),
        ("{{ 会议名称|attr('x') }}", "forbidden"),
        ("{{ 9**9**9 }}", "forbidden"),
        ("{{ 会议名称 is defined }}", "forbidden"),
        ("{% for a in '长长长' %}{% endfor %}", "forbidden"),
        ("{% for a, b in 述职代表 %}{% endfor %}", "forbidden"),
        ("{% set a = 1 %}", "command"),
        ("{% include 'x' %}", "command"),
        ("{% raw %}{% endraw %}", "command"),
        ("{{p 会议名称 }}", "command"),
        ("{{ cycler }}", "unknown"),
        ("{{ 述职代表 }}", "list"),
        ("{{ 述职代表.姓名 }}", "list"),
        ("{% for 人 in 会议名称 %}{% endfor %}", "no_list"),
        ("{% for 人 in 述职代表 %}", "no_end"),
        ("{% endif %}", "no_start"),
        ("{{ 会议名称 会议地点 }}", "syntax"),
        ("{{ 会议名称", "unclosed"),
        ("｛｛会议名称｝｝", "wide"),
        ("没有占位符", "nothing"),
        ("{# 说明 #}{{ 会议名称 }}", "hidden"),
    ],
)
def test_what_a_template_cannot_say_is_told(text: str, kind: str):
    assert {one[0] for one in flaws(text)} == {kind}


def test_of_a_loop_without_end_its_place_is_told_and_wrong_names_are_found_beside_it() -> None:
    assert flaws("在{{ 会议地址 }}开会", "{%p for 人 in 述职代表 %}", "{{ 人.姓民 }}") == [
        ("no_end", "endfor", Place("body", (2,)), ""),
        ("unknown", "会议地址", Place("body", (1,)), "会议地点"),
        ("unknown", "人.姓民", Place("body", (3,)), "人.姓名"),
    ]


def test_conditions_and_lists_in_lists_are_allowed():
    data = word("{% if 会议地点 == '礼堂' %}在礼堂{% else %}另行通知{% endif %}", "{{ 述职代表|length }}人")
    assert check(data, KNOWN).flaws == ()
    assert text_in(fill(data, {"会议地点": None, "述职代表": PEOPLE})) == ("另行通知", "2人")


def test_brackets_where_nobody_reads_are_found():
    deleted = f"<w:p {W}><w:del><w:r><w:delText>{{{{ 会议名称 }}}}</w:delText></w:r></w:del></w:p>"
    assert [f.kind for f in check(in_document(word("{{ 会议名称 }}"), deleted), KNOWN).flaws] == ["hidden"]


def test_what_would_not_come_out_whole_is_found_before_its_use():
    assert flaws("{% for 人 in 述职代表 %}", table=[["{% endfor %}"]]) == [("torn", "", None, "")]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "not_word"),
        (b"PK\x03\x04 nonsense", "broken"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_word"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK" + b"x" * template_file.BYTES, "too_big"),
        (changed(word(), "", bytes, **{"word/vbaProject.bin": b"x"}), "macros"),
        (changed(word(), "[Content_Types].xml", lambda x: x.replace(b"document.main", b"template.main")), "dotx"),
        (changed(word(), "[Content_Types].xml", lambda x: x.replace(b"wordprocessingml.d", b"spreadsheetml.d")), "not_word"),
        (changed(word(), "", bytes, **{"word/embeddings/a.bin": b"x"}), "embedded"),
        (changed(word(), "word/document.xml", lambda x: x.replace(*ENTITIES, 1)), "entities"),
        (changed(word(), "word/document.xml", lambda x: x[: len(x) // 2]), "broken"),
        (changed(word(), "word/styles.xml", lambda x: x + b" " * template_file.UNPACKED), "bomb"),
        (in_document(word(), f"<w:p {W}/>" * (template_file.PARAGRAPHS + 1)), "bomb"),
        (with_relation(word(), "image", "http://192.0.2.1/a.png"), "external"),
        (with_relation(word(), "hyperlink", "file:///etc/passwd"), "external"),
        (with_relation(word(), "oleObject", "\\\\host\\x"), "embedded"),
        (in_document(word(), f"<w:p {W}><w:r><w:instrText>DD</w:instrText><w:instrText>E x</w:instrText></w:r></w:p>"), "field"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_files_that_are_no_template_are_refused(data: bytes, kind: str):
    with pytest.raises(Unfit) as refused:
        check(data, KNOWN)
    assert refused.value.kind == kind


def test_the_word_template_a_file_was_written_with_is_taken_out_and_told():
    checked = check(with_relation(word("{{ 会议名称 }}"), "attachedTemplate", "file:///C:/Normal.dotm"), KNOWN)
    assert (checked.removed, checked.flaws) == (("file:///C:/Normal.dotm",), ())
    assert check(checked.data, KNOWN).removed == ()


def test_loops_and_output_have_an_end():
    twice = word("{% for a in 述职代表 %}{% for b in 述职代表 %}字{% endfor %}{% endfor %}")
    with pytest.raises(TooLong):
        fill(twice, {"述职代表": PEOPLE * 100})
    with pytest.raises(TooLong):
        fill(
            word("{% for a in 述职代表 %}{{ 会议名称 }}{% endfor %}"),
            {"述职代表": PEOPLE * 500, "会议名称": "长" * 50_000},
        )


@pytest.mark.parametrize(
    "text", ["{" * 120_000, "{{ " * 40_000, "{%tr " * 24_000, "-%}" * 40_000, "{%" + "x" * 120_000]
)
def test_a_file_made_to_keep_the_reader_busy_is_answered_soon(text: str):
    start = time.process_time()
    assert check(word(text), KNOWN).flaws
    assert time.process_time() - start < 5
