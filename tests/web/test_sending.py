"""Papers sent through the door for writing: out of the office's own template, and of a programme as a whole (D0013)."""

from __future__ import annotations

import io

import docx
import pytest
from tests.acts.test_paper import NOTICE, press
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast
from tests.crafts.office.word_files import word
from tests.papers.rounds import complete
from tests.web.test_count import signed_in, words

from shuzhi.acts import paper as papers
from shuzhi.acts import template as templates
from shuzhi.acts._perform import Refused
from shuzhi.reads.paper import number_of
from shuzhi.records import clock, kept
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db
OWN = word("{{ 发文字号 }}", "{{ 标题 }}", "时间：{{ 会议时间 }}", "本镇自备的格式", "{{ 成文日期 }}")
YEAR = clock.today().year


@pytest.fixture(autouse=True)
def var(tmp_path, settings):
    settings.KEPT = tmp_path / "kept"


@pytest.fixture
def meeting(cast: Cast) -> m.Meeting:
    papers.set_code(cast.town_office, cast.town, code="东港人大发")
    round_ = a_round(cast, state="meeting")
    a_reporter(cast, round_)
    return a_meeting(cast, round_, state="called")


def in_use(cast: Cast, data: bytes = OWN) -> m.Template:
    made = templates.upload(
        cast.town_office, cast.town, paper="call", filename="通知.docx", data=data, uses=[], flaws=[]
    )
    return templates.adopt(cast.town_office, made)


def send(cast: Cast, meeting: m.Meeting, act: str = "paper.send", pk: int = 0):
    given = {"paper": f"call:{meeting.pk}", "reason": "其余当天用笔填写。"}
    return signed_in(cast.town_office).post(f"/act/{act}/{pk or meeting.round_id}", given)


def lines(version: m.SentVersion) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(kept.kept(version.docx))).paragraphs if p.text]


def test_what_is_sent_is_what_the_office_prints_and_says_out_of_which_version(cast: Cast, meeting: m.Meeting):
    made = in_use(cast)
    assert send(cast, meeting).status_code == 303
    version = m.SentVersion.objects.get()
    assert version.template == made
    said = lines(version)
    assert said[0] == f"东港人大发〔{YEAR}〕1号"
    assert "本镇自备的格式" in said
    assert "待填" not in said[-1]
    assert kept.kept(version.pdf).startswith(b"%PDF-")
    assert m.Entry.objects.get(act="paper.send").detail["template"] == made.digest
    page = words(signed_in(cast.town_office).get(f"/issued/{version.paper_id}"))
    assert "Word 文件按本机关模板第 1 版排成" in page


def test_another_template_makes_a_next_version_and_the_first_stays_as_it_was(cast: Cast, meeting: m.Meeting):
    in_use(cast)
    send(cast, meeting)
    first = m.SentVersion.objects.get()
    before = kept.kept(first.docx)
    assert send(cast, meeting).status_code == 409
    in_use(cast, word("{{ 标题 }}", "新的格式"))
    assert send(cast, meeting).status_code == 303
    versions = m.SentVersion.objects.order_by("version")
    assert [(v.version, v.template.version if v.template else None) for v in versions] == [(1, 1), (2, 2)]
    assert lines(versions[1])[-1] == "新的格式"
    assert kept.kept(first.docx) == before


def test_a_paper_the_template_cannot_hold_goes_out_in_the_standard_form(cast: Cast, meeting: m.Meeting):
    endless = "".join(f"{{% for a{n} in 述职代表 %}}" for n in range(20)) + "x" + "{% endfor %}" * 20
    in_use(cast, word(endless))
    assert send(cast, meeting).status_code == 303
    version = m.SentVersion.objects.get()
    if version.template is None:
        assert any("述职会议" in line for line in lines(version))
    else:
        assert lines(version)


def test_the_district_sends_its_summary_under_its_own_number_and_no_town_does(cast: Cast):
    known = complete(cast, "district_town")
    programme = known.round.programme
    client = signed_in(cast.office)
    given = {"paper": f"district_summary:{programme.pk}", "reason": "成文日期按印发日。"}
    refused = client.post(f"/act/paper.issue/{programme.pk}", given)
    assert refused.status_code == 409
    assert "机关代字" in words(refused)
    papers.set_code(cast.office, programme.district, code="锡人代工发")
    assert client.post(f"/act/paper.issue/{programme.pk}", given).status_code == 303
    sent = m.SentPaper.objects.get()
    assert (number_of(sent), sent.round, sent.programme) == (f"锡人代工发〔{YEAR}〕1号", None, programme)
    register = words(client.get(f"/programmes/{programme.pk}/issued"))
    assert f"锡人代工发〔{YEAR}〕1号" in register
    page = words(client.get(f"/issued/{sent.pk}"))
    assert "内容没有变化" in page
    assert client.get(f"/issued/version/{sent.versions.get().pk}.pdf").content.startswith(b"%PDF-")
    for actor in (cast.town_office, cast.leader, cast.deputy):
        other = signed_in(actor)
        assert other.get(f"/programmes/{programme.pk}/issued").status_code == 404
        assert other.get(f"/issued/{sent.pk}").status_code == 404
        assert other.get(f"/issued/version/{sent.versions.get().pk}.docx").status_code == 404
        assert other.post(f"/act/paper.issue/{programme.pk}", given).status_code == 422
        with pytest.raises(Refused):
            papers.withdraw(actor, sent, because="试试")
    assert papers.withdraw(cast.office, sent, because="数字有误。").state == "withdrawn"
    assert client.post(f"/act/paper.issue/{programme.pk}", given).status_code == 303
    assert number_of(m.SentPaper.objects.latest("pk")).endswith("〕2号")


def test_a_paper_is_of_a_round_or_of_a_programme_and_stands_once(cast: Cast):
    papers.set_code(cast.office, cast.district, code="锡人代工发")
    programme = a_round(cast).programme
    given = {"name": "district_summary", "about": programme.pk, "document": NOTICE, "press": press}
    papers.issue(cast.office, programme, **given)
    with pytest.raises(Refused, match="没有变化"):
        papers.issue(cast.office, programme, **given)
    with pytest.raises(Refused):
        papers.withdraw(cast.town_office, m.SentPaper.objects.get(), because="不归镇里")


def test_a_template_is_tried_on_the_paper_one_chooses(cast: Cast, meeting: m.Meeting):
    other = a_meeting(cast, meeting.round, state="called")
    m.Meeting.objects.filter(pk=other.pk).update(title="第二场述职会议")
    made = in_use(cast)
    client = signed_in(cast.town_office)
    page = client.get(f"/templates/{made.pk}").content.decode()
    assert page.count("<option") == 2
    for one in (meeting, m.Meeting.objects.get(pk=other.pk)):
        asked = f"on={one.round_id}-{one.pk}"
        assert (
            f'<option value="{one.round_id}-{one.pk}" selected>'
            in client.get(f"/templates/{made.pk}?{asked}").content.decode()
        )
        tried = docx.Document(io.BytesIO(client.get(f"/templates/{made.pk}/preview.docx?{asked}").content))
        assert one.title in "".join(p.text for p in tried.paragraphs)
    assert client.get(f"/templates/{made.pk}?on=0-0").status_code == 200
