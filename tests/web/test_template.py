"""The office brings its own Word file, sees what is wrong with it, tries it, uses it, and goes back (D0011)."""

from __future__ import annotations

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast
from tests.crafts.office.word_files import word
from tests.web.test_count import signed_in, words

from shuzhi.crafts.office.template import check, fill, text_in
from shuzhi.papers.own import beginning, docx_of, example, known_names, templated, trials
from shuzhi.papers.table import PAPERS
from shuzhi.reads import memo
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db
GOOD = word(
    "{{ 标题 }}",
    "请于{{ 会议时间 }}到{{ 会议地点 }}开会，主持人{{ 主持人 }}。",
    table=[["姓名"], ["{%tr for 人 in 述职代表 %}"], ["{{ 人.姓名 }}"], ["{%tr endfor %}"]],
    header="{{ 承办单位 }}",
)


@pytest.fixture
def meeting(cast: Cast) -> m.Meeting:
    round_ = a_round(cast, state="meeting")
    a_reporter(cast, round_)
    made = a_meeting(cast, round_, state="called")
    m.Meeting.objects.filter(pk=made.pk).update(chair="", place="{{ 7*7 }}<w:p/>\n港下村礼堂")
    return m.Meeting.objects.get(pk=made.pk)


def send(client: Client, cast: Cast, data: bytes, name: str = "通知.docx"):
    sent = {"paper": "call", "file": SimpleUploadedFile(name, data)}
    return client.post(f"/act/template.upload/{cast.town.pk}", sent)


def test_from_upload_to_use_and_back(cast: Cast, meeting: m.Meeting):
    client = signed_in(cast.town_office)
    page = client.get("/templates?paper=call")
    assert "template.upload" in page.content.decode()
    assert meeting.title in words(page)
    done = send(client, cast, GOOD)
    made = m.Template.objects.get()
    assert (done.status_code, done["Location"]) == (303, f"/templates/{made.pk}")
    shown = words(client.get(done["Location"]))
    assert "〔待填：主持人〕" in shown
    assert "{{ 7*7 }}" in shown
    tried = docx.Document(io.BytesIO(client.get(f"/templates/{made.pk}/preview.docx").content))
    assert next(p.text for p in tried.paragraphs if "开会" in p.text).endswith(
        "到{{ 7*7 }}<w:p/>\n港下村礼堂开会，主持人〔待填：主持人〕。"
    )
    assert client.get(f"/templates/{made.pk}/file.docx").content == GOOD
    paper, document = PAPERS["call"], PAPERS["call"].build(cast.town_office, meeting.pk)
    standard = docx_of(paper, meeting.pk, document)
    assert client.post(f"/act/template.adopt/{made.pk}").status_code == 303
    own = text_in(docx_of(paper, meeting.pk, document))
    assert own[0] == f"关于召开{meeting.title}的通知"
    assert own[-1] == "东港镇人大"
    assert client.post(f"/act/template.withdraw/{made.pk}").status_code == 303
    assert docx_of(paper, meeting.pk, document) == standard


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_wrong_is_told_with_its_place(cast: Cast, meeting: m.Meeting, language: str):
    client = signed_in(cast.town_office, language)
    assert send(client, cast, word("{{ 标题 }}", "在{{ 会议地址 }}开会")).status_code == 303
    made = m.Template.objects.get()
    page = words(client.get(f"/templates/{made.pk}"))
    told = ("正文第 2 段", "没有“会议地址”这个占位符。", "是不是“会议地点”？", "在{{ 会议地址 }}开会")
    said = (
        "body, paragraph 2",
        "There is no placeholder “会议地址”.",
        "Did you mean “会议地点”?",
        "在{{ 会议地址 }}开会",
    )
    assert all(one in page for one in (told if language == "zh-hans" else said))
    assert client.post(f"/act/template.adopt/{made.pk}").status_code == 409
    assert client.get(f"/templates/{made.pk}/preview.docx").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"%PDF", "不是 Word 文档"), (b"", "空"), (b"PK\x03\x04", "已损坏"), (b"x" * (4 * 2**20), "3 MB")],
)
def test_what_is_no_template_is_answered_with_a_sentence_and_not_kept(cast: Cast, data: bytes, said: str):
    answer = send(signed_in(cast.town_office), cast, data)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not m.Template.objects.exists()


def test_a_template_is_tried_on_many_rounds_in_as_many_questions_as_on_one(cast: Cast, meeting: m.Meeting):
    client = signed_in(cast.town_office)
    made = m.Template.objects.get(pk=int(send(client, cast, GOOD)["Location"].rsplit("/", 1)[1]))
    asked = []
    for more in (0, 3):
        for _ in range(more):
            a_meeting(cast, a_round(cast, kind="town", state="meeting"))
        for address in (f"/templates/{made.pk}", "/templates?paper=call", f"/templates/{made.pk}?on=nothing"):
            memo.forget()
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            asked.append(len(caught))
    assert all(many <= few for few, many in zip(asked[:3], asked[3:], strict=True)), asked


def test_who_sees_whose(cast: Cast, meeting: m.Meeting):
    send(signed_in(cast.town_office), cast, GOOD)
    pk = m.Template.objects.get().pk
    for address in (f"/templates/{pk}", f"/templates/{pk}/file.docx", f"/templates?body={cast.town.pk}&paper=call"):
        assert signed_in(cast.office).get(address).status_code == 200
        for actor in (cast.stranger, cast.deputy, cast.teller):
            assert signed_in(actor).get(address).status_code == 404
    for asked in ("paper=nothing", "body=999999", "body=x²&paper=call", "paper=call%00"):
        assert signed_in(cast.town_office).get(f"/templates?{asked}").status_code in (200, 404)
    assert "template.upload" not in signed_in(cast.presidium).get("/templates?paper=call").content.decode()


def test_every_starter_is_sound_and_says_what_the_standard_paper_says(cast: Cast, meeting: m.Meeting):
    for paper in templated():
        found = example(cast.town_office, trials(cast.town_office, cast.town, paper))
        made = beginning(paper, found)
        assert check(made, known_names(cast.town_office, cast.town, paper.name)).flaws == (), paper.name
        if found is None:
            continue
        document, values = found
        said = "".join(text_in(fill(made, values)))
        lost = [
            line
            for line in text_in(docx_of(paper, meeting.pk, document))
            if re.sub(r"\s", "", line) not in re.sub(r"\s", "", said) and not re.search(r"^附件|^\W*$|PAGE|—", line)
        ]
        assert lost == [], paper.name


def test_every_name_that_is_listed_has_a_value_and_no_other(cast: Cast, meeting: m.Meeting):
    for paper in templated():
        if found := example(cast.town_office, trials(cast.town_office, cast.town, paper)):
            assert set(found[1]) == set(known_names(cast.town_office, cast.town, paper.name)), paper.name
