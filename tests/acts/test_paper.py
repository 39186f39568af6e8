"""Papers sent (D0010, 5.2): numbers without gaps or doubles, versions kept byte for byte, whatever people do at once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.builders import a_programme, a_round
from tests.cast import Cast, make_cast
from tests.web.voices import at_once

from shuzhi.acts import paper as acts
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.crafts.office.blocks import Blank, Document, Masthead, Paragraph, Signature
from shuzhi.reads.journal import verify_chain
from shuzhi.reads.paper import number_of
from shuzhi.records import clock, kept
from shuzhi.records import models as m

CODE = "东港人大发"
NOTICE = Document(
    "关于召开述职会议的通知",
    (Paragraph("请准时参加。"),),
    masthead=Masthead("东港镇人民代表大会主席团文件", Blank("发文字号")),
    signature=Signature("东港镇人民代表大会主席团", Blank("日期")),
)
SCRIPT = Document("主持词", (Paragraph("现在开会。"),))


def press(document: Document) -> tuple[bytes, bytes]:
    """A printing room that is quick: the number and the date are what matters here."""
    number = str(document.masthead.number) if document.masthead else ""
    on = document.signature.on if document.signature else ""
    body = f"{number} {document.title} {on} {document.blocks}"
    return f"docx {body}".encode(), f"pdf {body}".encode()


@pytest.fixture(autouse=True)
def var(tmp_path, settings):
    settings.KEPT = tmp_path / "kept"


@pytest.fixture
def round_(cast) -> m.Round:
    acts.set_code(cast.town_office, cast.town, code=CODE)
    return a_round(cast)


def send(cast: Cast, round_: m.Round, document: Document = NOTICE, *, about: int = 1, **more: object) -> m.SentPaper:
    return acts.send(cast.town_office, round_, name="call", about=about, document=document, press=press, **more)


def test_sent_with_number_date_files_and_a_line_in_the_journal(cast, round_):
    with clock.at(date(2026, 5, 31)):
        paper = send(cast, round_)
    assert number_of(paper) == "东港人大发〔2026〕1号"
    version = paper.versions.get()
    assert (version.version, version.sent_by, version.edition) == (1, "孔丽华", "xishan_2006")
    assert kept.kept(version.pdf).decode().startswith("pdf 东港人大发〔2026〕1号 关于召开述职会议的通知 2026-05-31")
    assert version.docx == hashlib.sha256(kept.kept(version.docx)).hexdigest()
    entry = m.Entry.objects.get(act="paper.send")
    assert (entry.noun, entry.subject, entry.target) == ("paper", str(paper.pk), "sent")
    assert entry.detail["pdf"] == version.pdf
    assert entry.detail["number"] == "东港人大发〔2026〕1号"
    assert verify_chain().whole


def test_a_change_makes_a_second_version_under_the_same_number_and_the_first_stays(cast, round_):
    first = send(cast, round_)
    bytes_sent = kept.kept(first.versions.get().pdf)
    again = send(cast, round_, replace(NOTICE, blocks=(Paragraph("改到下午。"),)))
    assert again.pk == first.pk
    assert [v.version for v in again.versions.all()] == [1, 2]
    assert number_of(again) == number_of(first)
    assert kept.kept(again.versions.first().pdf) == bytes_sent
    assert "改到下午" in kept.kept(again.versions.last().pdf).decode()


def test_what_has_not_changed_is_not_sent_again(cast, round_):
    send(cast, round_)
    with pytest.raises(Refused, match="没有变化"):
        send(cast, round_)
    assert m.SentVersion.objects.count() == 1


def test_a_kind_without_masthead_is_kept_without_a_number_and_counts_for_nothing(cast, round_):
    script = acts.send(cast.town_office, round_, name="script", about=1, document=SCRIPT, press=press)
    assert (number_of(script), script.office) == ("", None)
    assert number_of(send(cast, round_)).endswith("〕1号")


def test_withdrawn_it_stays_with_its_number_and_the_next_has_the_next(cast, round_):
    paper = send(cast, round_)
    gone = acts.withdraw(cast.town_office, paper, because="时间写错。")
    assert (gone.state, gone.withdrawn_because, number_of(gone)[-2:]) == ("withdrawn", "时间写错。", "1号")
    assert number_of(send(cast, round_)).endswith("〕2号")
    with pytest.raises(Refused):
        acts.withdraw(cast.town_office, paper, because="再撤一次")
    with pytest.raises(TypeError):
        gone.delete()
    with pytest.raises(TypeError):
        gone.versions.get().save()


def test_without_a_code_no_number_is_given_and_nothing_is_printed(cast):
    def never(document: Document) -> tuple[bytes, bytes]:
        raise AssertionError("printed in vain")

    with pytest.raises(Refused, match="机关代字"):
        acts.send(cast.town_office, a_round(cast), name="call", about=1, document=NOTICE, press=never)
    assert not m.SentPaper.objects.exists()


def test_white_places_call_for_a_reason_but_number_and_date_are_filled_in(cast, round_):
    white = replace(NOTICE, blocks=(Paragraph(("主持人：", Blank("主持人"))),))
    with pytest.raises(Refused, match="主持人") as refused:
        send(cast, round_, white)
    assert [c.clause for c in refused.value.verdict.cautions] == ["D0010"]
    assert "1处" in refused.value.verdict.cautions[0].text.zh
    assert send(cast, round_, white, reason="当天用笔填写。").versions.count() == 1
    assert m.Entry.objects.get(act="paper.send").reason == "当天用笔填写。"


def test_every_year_begins_at_one_and_every_body_counts_for_itself(cast, round_):
    organs = a_round(cast, kind="district_organs", programme=round_.programme)
    acts.set_code(cast.organs_leader, cast.organs, code="锡机关代发")
    with clock.at(date(2026, 12, 31)):
        assert str(number_of(send(cast, round_))) == "东港人大发〔2026〕1号"
    with clock.at(date(2027, 1, 1)):
        assert number_of(send(cast, round_, about=2)) == "东港人大发〔2027〕1号"
        theirs = acts.send(cast.organs_leader, organs, name="call", about=3, document=NOTICE, press=press)
        assert number_of(theirs) == "锡机关代发〔2027〕1号"
        town = a_round(cast, kind="town", programme=round_.programme)
        assert number_of(send(cast, town)) == "东港人大发〔2027〕2号", "one body, one count over all its rounds"


def test_a_failure_in_the_printing_room_leaves_no_gap(cast, round_):
    def jammed(document: Document) -> tuple[bytes, bytes]:
        raise RuntimeError("no paper")

    with pytest.raises(RuntimeError), transaction.atomic():
        acts.send(cast.town_office, round_, name="call", about=1, document=NOTICE, press=jammed)
    assert number_of(send(cast, round_)).endswith("〕1号")


def test_a_form_sent_twice_gives_one_number(cast, round_):
    send(cast, round_, once="t")
    with pytest.raises(AlreadyDone):
        send(cast, round_, once="t")
    assert m.SentPaper.objects.count() == 1


@pytest.mark.parametrize("who", ["office", "chairpersons", "presidium", "deputy", "teller", "stranger", "public"])
def test_others_send_and_withdraw_nothing(cast, round_, who):
    paper = send(cast, round_)
    with pytest.raises(Refused):
        acts.send(cast.everybody[who], round_, name="call", about=2, document=NOTICE, press=press)
    with pytest.raises(Refused):
        acts.withdraw(cast.everybody[who], paper, because="试试")


@pytest.mark.parametrize(
    "code", ["", "东", "abc", "东港〔2026〕", "东港人大发东港人大发东港人", "<b>东港</b>", "{{东港}}"]
)
def test_a_code_that_is_none_is_refused(cast, code):
    with pytest.raises(Refused):
        acts.set_code(cast.town_office, cast.town, code=code)
    assert m.Body.objects.get(pk=cast.town.pk).issuing_code == ""


def test_a_code_another_body_has_or_has_printed_is_not_given_again(cast, round_):
    send(cast, round_)
    with pytest.raises(Refused, match="东港镇"):
        acts.set_code(cast.stranger, cast.other_town, code=CODE)
    acts.set_code(cast.town_office, cast.town, code="东港人办")
    with pytest.raises(Refused, match="东港镇"):
        acts.set_code(cast.stranger, cast.other_town, code=CODE)
    assert number_of(send(cast, round_, about=2)) == f"东港人办〔{clock.today().year}〕2号"


@pytest.mark.django_db(transaction=True)
def test_eight_who_press_at_once_get_eight_numbers_in_a_row():
    cast = make_cast()
    programme = a_programme(cast)
    rounds = [a_round(cast, programme=programme), a_round(cast, kind="town", programme=programme)]
    acts.set_code(cast.town_office, cast.town, code=CODE)
    told = at_once(*[lambda n=n: send(cast, rounds[n % 2], about=n + 1) for n in range(8)])
    assert all(isinstance(one, m.SentPaper) for one in told), told
    assert sorted(m.SentPaper.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert verify_chain().whole


@pytest.mark.django_db(transaction=True)
def test_two_who_send_the_same_paper_at_once_send_it_once():
    cast = make_cast()
    round_ = a_round(cast)
    acts.set_code(cast.town_office, cast.town, code=CODE)
    told = at_once(*[lambda: send(cast, round_)] * 2)
    assert sorted(type(one).__name__ for one in told) == ["Refused", "SentPaper"]
    assert m.SentVersion.objects.count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"number": 1, "about": 2},
        {"number": 1, "about": 2, "office": None},
        {"number": 0, "about": 2},
        {"number": 2, "about": 2, "code": ""},
        {"number": 2, "about": 1},
    ],
    ids=["double", "no office", "zero", "no code", "stands already"],
)
def test_the_database_itself_refuses(cast, round_, broken):
    paper = send(cast, round_)
    row = {"round": round_, "name": "call", "office": paper.office, "code": CODE, "year": paper.year} | broken
    with pytest.raises(IntegrityError), transaction.atomic():
        m.SentPaper.objects.create(**row)


class PapersInAnyOrder(RuleBasedStateMachine):
    """Two offices send, send again, withdraw and rename themselves, over the turn of years."""

    def __init__(self) -> None:
        super().__init__()
        self.apart = transaction.atomic()
        self.apart.__enter__()
        self.day = date(2026, 11, 1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.apart.__exit__(None, None, None)

    @initialize()
    def house(self) -> None:
        cast = make_cast()
        programme = a_programme(cast)
        self.people = [(cast.town_office, cast.town), (cast.organs_leader, cast.organs)]
        self.rounds = [[a_round(cast, programme=programme), a_round(cast, kind="town", programme=programme)]]
        self.rounds.append([a_round(cast, kind="district_organs", programme=programme)] * 2)
        self.sent: dict[int, list[bytes]] = {}

    def attempt(self, perform: object, *args: object, **kwargs: object) -> object:
        try:
            with clock.at(self.day), transaction.atomic():
                return perform(*args, **kwargs)  # type: ignore[operator]
        except Refused:
            return None

    @rule(who=st.integers(0, 1), code=st.sampled_from(["东港人大发", "锡机关代发", "锡人办"]))
    def rename(self, who: int, code: str) -> None:
        actor, body = self.people[who]
        self.attempt(acts.set_code, actor, body, code=code)

    @rule(who=st.integers(0, 1), which=st.integers(0, 1), about=st.integers(1, 2), text=st.sampled_from("甲乙"))
    def send(self, who: int, which: int, about: int, text: str) -> None:
        document = replace(NOTICE, blocks=(Paragraph(text),))
        given = {"name": "call", "about": about, "document": document, "press": press}
        self.attempt(acts.send, self.people[who][0], self.rounds[who][which], **given)

    @rule(who=st.integers(0, 1), data=st.data())
    def withdraw(self, who: int, data: st.DataObject) -> None:
        papers = list(m.SentPaper.objects.all())
        if papers:
            self.attempt(acts.withdraw, self.people[who][0], data.draw(st.sampled_from(papers)), because="误")

    @rule(days=st.integers(1, 90))
    def time_goes_by(self, days: int) -> None:
        self.day = date.fromordinal(self.day.toordinal() + days)

    @invariant()
    def no_gap_no_double_nothing_changed(self) -> None:
        counted: dict[tuple[int | None, int | None], list[int]] = {}
        for paper in m.SentPaper.objects.order_by("pk"):
            counted.setdefault((paper.office_id, paper.year), []).append(paper.number or 0)
        assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in counted.values())
        printed = [number_of(paper) for paper in m.SentPaper.objects.all()]
        assert len(set(printed)) == len(printed)
        for version in m.SentVersion.objects.all():
            now = [kept.kept(version.docx), kept.kept(version.pdf)]
            assert self.sent.setdefault(version.pk, now) == now
        assert verify_chain().whole


@pytest.mark.django_db
def test_numbers_have_neither_gap_nor_double_whatever_is_done() -> None:
    run_state_machine_as_test(
        PapersInAnyOrder,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
