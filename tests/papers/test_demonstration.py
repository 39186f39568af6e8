"""The papers of launch, preparation and liaison on the demonstration district: three kinds of round, read beside the records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from shuzhi.cli.demo import build as building
from shuzhi.crafts.office.blocks import Blank, Document, Table, all_words, blanks, gaps, plain
from shuzhi.jobs.telling.days import Days
from shuzhi.papers.files import file_of, lines_of
from shuzhi.papers.table import PAPERS
from shuzhi.reads import clock
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.dates import long_day
from shuzhi.rules.roles import PUBLIC, Actor

TODAY = date(2026, 11, 23)
KINDS = (("东港镇", "district_town"), ("区机关代表小组", "district_organs"), ("东港镇", "town"))
MINE = ("plan", "schedule", "roster_filing", "study", "visits", "report", "call", "special_report", "honour_form")


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Built once for the whole file, in one transaction that is taken back at its end."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        from django.db import transaction

        atom = transaction.atomic()
        atom.__enter__()
        building.build(TODAY)
        yield
        transaction.set_rollback(True)
        atom.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _afternoon(_built: None, db: None) -> Iterator[None]:
    with clock.at(Days(TODAY).at(0, 16)):
        yield


def round_of(organiser: str, kind: str = "district_town") -> m.Round:
    return m.Round.objects.get(organiser__name=organiser, kind=kind)


def actor(name: str) -> Actor:
    return actor_for_person(m.Person.objects.get(name=name))


def office() -> Actor:
    return actor("沈文英")


def built(name: str, pk: int, by: Actor | None = None) -> Document:
    return PAPERS[name].build(by or office(), pk)


def text(document: Document) -> str:
    """Every word, number and day of a paper, a line a piece."""
    blocks = [*document.blocks, *(block for _, part in document.attachments for block in part)]
    cells = [c for block in blocks if isinstance(block, Table) for row in block.rows for c in row]
    shown = [long_day(c).zh if isinstance(c, date) else str(c) for c in cells if isinstance(c, date | int)]
    on = document.signature.on if document.signature else ""
    return "\n".join([*map(plain, all_words(document)), *shown, long_day(on).zh if isinstance(on, date) else ""])


def tables(document: Document) -> dict[str, Table]:
    blocks = [*document.blocks, *(block for _, part in document.attachments for block in part)]
    return {block.key: block for block in blocks if isinstance(block, Table)}


@pytest.mark.parametrize(("organiser", "kind"), KINDS)
def test_nothing_is_missing_where_the_round_is_on_record(organiser: str, kind: str) -> None:
    found = lines_of(office(), round_of(organiser, kind).pk)
    mine = [line for lines in found.values() for line in lines if line.paper.name in MINE]
    assert {line.paper.name for line in mine} >= set(MINE) - {"honour_form"}
    assert [(line.paper.name, line.of.zh, [gap.what for gap in line.missing]) for line in mine if line.missing] == []


@pytest.mark.parametrize(("organiser", "kind"), KINDS)
def test_the_plan_is_the_text_as_adopted_with_its_schedule(organiser: str, kind: str) -> None:
    round_ = round_of(organiser, kind)
    version, sitting = round_.plan.versions.last(), round_.plan.sitting
    assert version is not None
    assert sitting is not None
    document = built("plan", round_.pk)
    said = text(document)
    assert all(line.strip() in said for line in version.text.splitlines())
    assert (
        f"{long_day(sitting.sat_on).zh}{'东港镇人大主席团会议' if kind == 'town' else '锡山区人大常委会主任会议'}通过"
        in said
    )
    rows = tables(document)["schedule"].rows
    assert [(row[1], row[2]) for row in rows] == [(t["title"], date.fromisoformat(t["due"])) for t in version.tasks]
    assert list(dict.fromkeys(row[0] for row in rows)) == ["宣传发动", "准备工作", "组织实施", "总结整改"]
    assert tables(built("schedule", round_.pk))["schedule"].rows == rows


def test_the_list_of_district_deputies_goes_up_under_a_letter_and_that_of_town_deputies_does_not() -> None:
    for organiser, kind in KINDS:
        round_ = round_of(organiser, kind)
        document = built("roster_filing", round_.pk)
        chosen = [r.mandate.person for r in round_.reporters.filter(state="chosen")]
        assert [(row[0], row[1], row[3]) for row in tables(document)["reporters"].rows] == [
            (n, p.name, f"{p.born[:4]}.{p.born[5:]}") for n, p in enumerate(chosen, 1)
        ]
        said = text(document)
        assert all(r.grounds.rstrip("。") in said for r in round_.reporters.filter(state="chosen"))
        assert (document.addressee is not None) == (document.masthead is not None) == (kind != "town")
        if kind != "town":
            sitting = round_.roster.meetings.get()
            assert f"{sitting.body.name}于{long_day(sitting.sat_on).zh}召开会议，由{sitting.chair}主持" in said
            assert round_.roster.filed_on is not None
            assert long_day(round_.roster.filed_on).zh in said


def test_the_letter_says_who_was_excused_why_and_who_took_the_place() -> None:
    said = text(built("roster_filing", round_of("锡北镇").pk))
    assert (
        "原定述职对象马良金代表，因组织安排到外省挂职一年，会议期间不能到会，经研究同意免于本轮述职，由尹丽锡代表替补。"
        in said
    )


def test_the_record_of_study_has_every_occasion_and_every_doubt() -> None:
    for organiser, kind in KINDS:
        round_ = round_of(organiser, kind)
        said = text(built("study", round_.pk))
        for study in round_.studies.all():
            assert f"{long_day(study.on).zh}　{study.form}" in said
            assert study.title in said
            assert all(name in said for name in study.attended.values_list("person__name", flat=True))
        assert all(doubt.text in said and doubt.answer in said for doubt in round_.doubts.all())


def test_visits_and_opinions_are_told_without_the_voters_names() -> None:
    named = m.Opinion.objects.exclude(voter_name="").exclude(source__in=["meeting", "appraisal"])
    opinion = named.filter(reporter__isnull=False).first()
    assert opinion is not None
    said = text(built("visits", opinion.reporter.pk))
    assert opinion.text in said
    assert opinion.voter_name not in said
    for reporter in m.Reporter.objects.filter(state="chosen", visits__isnull=False).distinct():
        document = built("visits", reporter.pk)
        rows = tables(document)["visits"].rows
        assert [(r[1], r[2], r[3]) for r in rows] == [(v.on, v.place, v.households) for v in reporter.visits.all()]
        gathered = reporter.opinions.exclude(source__in=["meeting", "appraisal"])
        assert len(tables(document)["opinions"].rows) == gathered.count()


def test_the_report_is_what_the_deputy_wrote_with_the_shortcomings() -> None:
    for report in m.Report.objects.filter(state="published"):
        version = report.versions.last()
        assert version is not None
        document = built("report", report.reporter_id)
        said = text(document)
        assert all(line.strip() in said for part in version.sections.values() for line in part.splitlines())
        assert ("不足与打算" in said) == bool(version.sections.get("shortcomings"))
        assert "送审稿" not in said
    unfinished = m.Report.objects.exclude(state__in=["accepted", "published"]).first()
    assert unfinished is not None
    assert "（送审稿）" in text(built("report", unfinished.reporter_id))


@pytest.mark.parametrize(("organiser", "kind"), KINDS)
def test_the_call_says_when_where_who_and_whom_to_ring(organiser: str, kind: str) -> None:
    meeting = round_of(organiser, kind).meetings.get()
    document = built("call", meeting.pk)
    said = text(document)
    hours = {"district_town": "下午2:00", "district_organs": "下午2:00", "town": "晚上6:00"}
    assert f"{long_day(meeting.starts_at.astimezone().date()).zh}（星期" in said
    assert hours[kind] in said
    assert meeting.place in said
    invited = meeting.invitees.filter(walked_in=False)
    assert sorted(row[1] for row in tables(document)["invited"].rows) == sorted(  # type: ignore[type-var]
        invited.values_list("name", flat=True)
    )
    assert f"共{invited.count()}人（名单附后）" in said
    order = [
        said.index(w)
        for w in ("领导讲话", "人大代表述职（", "分组评议，填写测评表", "听取各组评议", "主持人作会议小结")
    ]
    assert order == sorted(order)
    phones = set(invited.exclude(phone="").values_list("phone", flat=True))
    assert phones
    assert not [phone for phone in phones if phone in said]
    assert ("0510-05550101" if organiser == "东港镇" else "15948534565") in said


def test_the_special_report_has_the_figures_what_was_told_and_what_is_late() -> None:
    round_ = round_of("东港镇")
    document = built("special_report", round_.pk)
    said = text(document)
    rows = tables(document)["figures"].rows
    figures = {str(r[at]): r[at + 1] for r in rows for at in (0, 2)}
    assert figures["述职代表（名）"] == 2
    assert figures["走访户数（户）"] == sum(v.households for v in m.Visit.objects.filter(reporter__round=round_))
    assert (
        figures["述职会议到会（人）"]
        == round_.meetings.get().invitees.filter(present=True).exclude(kind="guest").count()
    )
    assert all(sent.title in said and sent.text in said for sent in round_.liaisons.all())
    assert "逾期" in said
    assert long_day(TODAY).zh in said
    assert "%" not in said


def test_the_recommendation_rests_on_what_was_kept_when_it_was_made() -> None:
    honour = m.Honour.objects.get(mandate__person__name="丁峰良")
    said = text(built("honour_form", honour.pk))
    assert honour.grounds in said
    assert honour.finding in said
    assert "总体评价：" + "，".join(f"{zh}{n}票" for zh, _, n in honour.sheet["overall"]) in said
    assert f"整改目标{honour.sheet['goals']}项，办结{honour.sheet['goals_done']}项" in said


def test_what_is_lacking_is_listed_with_the_page_on_which_it_is_filled_in() -> None:
    begun = round_of("鹅湖镇").pk
    assert gaps(built("plan", begun))[1:] == (
        Blank("方案正文", ("plan", begun)),
        Blank("方案通过的日期", ("plan", begun)),
        Blank("日程", ("plan", begun)),
    )
    assert Blank("述职对象", ("roster", begun)) in gaps(built("roster_filing", begun))
    assert gaps(built("study", begun)) == (Blank("学习宣传的情况", ("study", begun)),)
    late = m.Reporter.objects.get(mandate__person__name="尹丽锡", round=round_of("锡北镇"))
    assert Blank("走访的时间、地点、户数", ("opinions", late.round_id)) in gaps(built("visits", late.pk))
    assert set(blanks(built("report", late.pk))) >= {"立足本职带头，为选民办好事实事"}


def test_who_may_not_see_is_told_that_there_is_no_such_paper() -> None:
    running = round_of("东港镇")
    reporter = running.reporters.get(mandate__person__name="覃子涵")
    other = running.reporters.get(mandate__person__name="曾平梅")
    honour = m.Honour.objects.get(mandate=reporter.mandate)
    deputy, stranger = actor("覃子涵"), actor("强玉芳")
    meeting = running.meetings.get().pk
    closed_to_deputy = (
        ("roster_filing", running.pk),
        ("call", meeting),
        ("special_report", running.pk),
        ("honour_form", honour.pk),
        ("report", other.pk),
        ("visits", other.pk),
    )
    for name, pk in closed_to_deputy:
        for by in (deputy, stranger, PUBLIC):
            with pytest.raises(NotVisible):
                built(name, pk, by)
    for name, pk in (("report", reporter.pk), ("visits", reporter.pk), ("plan", running.pk)):
        assert built(name, pk, deputy)
        with pytest.raises(NotVisible):
            built(name, pk, stranger)
    assert {line.paper.name for lines in lines_of(deputy, running.pk).values() for line in lines} >= {
        "report",
        "visits",
    }


def test_every_paper_of_the_district_comes_out_in_every_format_it_has() -> None:
    running = round_of("东港镇")
    for lines in lines_of(office(), running.pk).values():
        for line in lines:
            if line.paper.name not in MINE:
                continue
            for suffix in line.paper.formats:
                made = file_of(office(), line.paper.name, line.pk, suffix)
                assert made.data.startswith(b"%PDF-" if suffix == "pdf" else b"PK")
                assert made.name.endswith(f".{suffix}")
