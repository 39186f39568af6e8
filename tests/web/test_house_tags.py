"""The words, pieces and marks of the screens: what they say in both languages, and what they weigh."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.translation import override
from tests.web import gallery

from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.verdict import Lack, Text, Verdict
from shuzhi.web.look import bars, diff, words

DAY = dt.date(2006, 5, 31)
PAGES = ("gallery", "phone", "door", "hall")
LANGUAGES = ("zh-hans", "en")


def drawn(source: str, language: str = "zh-hans", **context: object) -> str:
    with override(language):
        return Template("{% load i18n house %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        ("{{ d|day }}", "2006年5月31日", "31 May 2006"),
        ("{{ d|day_short }}", "5月31日", "31 May"),
        ("{{ d|weekday }}", "星期三", "Wednesday"),
        ("{{ d|iso }}", "2006-05-31", "2006-05-31"),
        ("{{ t|say }}", "批准方案", "Approve the plan"),
        ("{{ n|zh_number }}", "十二", "12"),
        ("{{ name|padded_name }}", "张　燕", "张燕"),
        ("{{ d|until:later }}", "2006年5月31日至7月31日", "31 May – 31 July 2006"),
        ("{{ d|until:next_year }}", "2006年5月31日至2007年2月1日", "31 May 2006 – 1 February 2007"),
        ("{{ none|say }}{{ none|day }}{{ none|iso }}{{ none|days_from }}", "", ""),
    ],
)
def test_words_in_both_languages(source: str, zh: str, en: str) -> None:
    context = {"d": DAY, "t": Text("批准方案", "Approve the plan"), "n": 12, "name": "张燕", "none": None}
    context |= {"later": dt.date(2006, 7, 31), "next_year": dt.date(2007, 2, 1)}
    assert drawn(source, **context) == zh
    assert drawn(source, "en", **context) == en


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [(4, "还有 4 天", "4 days left"), (1, "还有 1 天", "1 day left"), (0, "今天", "today"),
     (-1, "逾期 1 天", "1 day late"), (-2, "逾期 2 天", "2 days late")],
)  # fmt: skip
def test_how_far_a_date_is_from_today(days: int, zh: str, en: str) -> None:
    context = {"d": DAY + dt.timedelta(days), "today": DAY}
    assert drawn("{{ d|days_from:today }}", **context) == zh
    assert drawn("{{ d|days_from:today }}", "en", **context) == en


def test_a_moment_is_told_in_the_districts_time_with_the_year_when_it_is_another() -> None:
    moment = dt.datetime(2006, 5, 31, 6, 0, tzinfo=dt.UTC)
    assert drawn("{{ m|day_time }}", m=moment) == "2006年5月31日 14:00"
    assert drawn("{{ m|day_time }}", "en", m=moment) == "31 May 2006, 14:00"


@pytest.mark.parametrize(
    ("n", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_numbers_of_stages_and_agenda(n: int, said: str) -> None:
    with override("zh-hans"):
        assert words.zh_number(n) == said


@pytest.mark.parametrize(("name", "set_"), [("周锡良", "周锡良"), ("Li", "Li"), (" 李梅 ", "李　梅")])
def test_only_names_of_two_characters_are_padded(name: str, set_: str) -> None:
    assert words.padded_name(name) == set_


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clause_tag_is_a_link_and_carries_its_sentence_once_a_page(language: str) -> None:
    class Request:
        pass

    html = drawn('{% clause "4.3a" %}{% clause "4.3a" "5.3" %}{% clause "D0001" %}', language, request=Request())
    sentence = CLAUSES["4.3a"].zh if language == "zh-hans" else CLAUSES["4.3a"].en
    assert html.count('class="clause"') == 4
    assert html.count('data-clause-text="4.3a"') == 1
    assert html.count('data-clause="4.3a"') == 2
    assert 'href="/regulation/D0001"' in html
    assert sentence[:12] in html


def test_a_status_is_a_word_even_when_none_is_given() -> None:
    assert drawn('{% state "late" %}') == '<span class="state late">逾期</span>'
    assert (
        drawn('{% state "late" w %}', "en", w=Text("逾期 2 天", "2 days late"))
        == '<span class="state late">2 days late</span>'
    )


def test_the_bar_fills_its_width_in_proportion_and_reads_as_counts() -> None:
    shares = bars.shares([("满意", 30), ("基本满意", 10), ("不满意", 0), ("不了解", 10)])
    shown = [share for share in shares if share.n]
    assert [share.tone for share in shares] == ["good", "fair", "poor", "none"]
    assert shown[-1].x + shown[-1].width == pytest.approx(bars.WIDTH, abs=0.1)
    assert shown[0].width == pytest.approx(3 * shown[1].width, abs=0.1)
    assert 'aria-label="满意 30, 基本满意 10"' in drawn("{% spread_bar c %}", c=[("满意", 30), ("基本满意", 10)])


def test_a_bar_of_no_sheets_is_empty_and_no_error() -> None:
    assert "<rect" not in drawn("{% spread_bar c %}", c=[("满意", 0), ("不满意", 0)])


def test_a_difference_marks_what_went_and_what_came_and_escapes_both() -> None:
    assert diff.html("访 30 户", "访 34 户") == "访 <del>30</del><ins>34</ins> 户"
    assert "<script>" not in diff.html("<script>", "<script>alert")
    old, new = "甲" * 5000, "乙" * 5000
    assert diff.spans(old, new) == [("del", old), ("ins", new)]


def test_a_refusal_says_clause_what_is_missing_and_who_can_supply_it() -> None:
    verdict = Verdict((Lack("4.1a", Text("方案还没有通过", "no plan"), Text("主任会议", "the chairpersons")),))
    html = drawn("{% refusal v %}", v=verdict)
    assert "方案还没有通过" in html
    assert "由主任会议补齐" in html
    assert 'data-clause="4.1a"' in html
    assert drawn("{% refusal v %}{% cautions v %}", v=Verdict()).strip() == ""


class Visit(forms.Form):
    on = forms.DateField(label="日期")
    kind = forms.ChoiceField(label="方式", choices=[("a", "走访")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea, max_length=300)


def test_errors_stand_at_the_top_with_links_that_reach_their_fields() -> None:
    html = drawn("{% form_errors form %}{% form_fields form %}", form=Visit({}))
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets == ["id_on", "id_kind_0"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "有 2 处需要改" in html
    assert "日期：" in html
    assert drawn("{% form_errors form %}", form=Visit()).strip() == ""


def test_fields_use_the_browsers_date_picker_and_tie_help_and_errors_to_the_control() -> None:
    html = drawn("{% field form.on %}{% field form.note %}", form=Visit({"note": "x" * 301}))
    assert 'type="date"' in html
    assert 'aria-describedby="id_on_error"' in html
    assert 'id="id_on_error"' in html
    assert 'data-length-of="id_note" data-max="300"' in html


class Outline(HTMLParser):
    VOID = frozenset(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    )

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.bad: list[str] = []
        self.files: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.bad += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.bad.append(tag)
        self.files += [v for k in ("src", "href") if (v := given.get(k)) and v.startswith("/static/")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_frame_is_well_formed_strict_light_and_switches_language(name: str, language: str) -> None:
    html = gallery.render(name, language)
    page = Outline(html)
    assert page.open == []
    assert page.bad == []
    assert len(page.ids) == len(set(page.ids))
    assert 'name="language"' in html
    assert "csrfmiddlewaretoken" in html
    assert html.count("<main") == 1
    weight = len(gzip.compress(html.encode()))
    for file in set(page.files):
        found = finders.find(file.removeprefix("/static/"))
        assert found, file
        weight += len(gzip.compress(Path(str(found)).read_bytes()))
    assert weight <= (60 if name == "phone" else 100) * 1024


def test_english_pages_leave_no_chinese_of_the_frame() -> None:
    html = gallery.render("gallery", "en")
    for word in ("菜单", "跳到正文", "退出登录", "下一页", "可不填", "依据", "还不能", "没有填写", "四个阶段"):
        assert word not in html


@pytest.mark.parametrize("code", [400, 500])
def test_pages_of_last_resort_need_nothing_and_speak_both_languages(code: int) -> None:
    html = get_template(f"{code}.html").render()
    page = Outline(html)
    assert page.open == []
    assert page.bad == []
    assert "没有" in html
    assert 'lang="en"' in html


@pytest.mark.parametrize(
    ("ink", "ground"),
    [("ink-3", "paper"), ("ink-2", "paper"), ("seal", "seal-wash"), ("due", "due-wash"), ("done", "done-wash"),
     ("ink-2", "seal-wash"), ("link", "due-wash"), ("link", "seal-wash"), ("ink-2", "due-wash"), ("link", "link-wash")],
)  # fmt: skip
def test_small_text_reaches_4_5_to_1_on_every_ground_it_stands_on(ink: str, ground: str) -> None:
    css = Path(str(finders.find("house/base.css"))).read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", css))

    def luminance(colour: str) -> float:
        colour = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(colours[ink]), luminance(colours[ground])))
    assert (high + 0.05) / (low + 0.05) >= 4.5
