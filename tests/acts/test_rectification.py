"""Acts of rectification: goals, measures, evidence, the attendees' word (4.4a, 4.4b)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.acts import rectification as acts
from shuzhi.acts._perform import Refused
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.journal import Entry

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 64


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: object) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def reporter(cast: Cast) -> m.Reporter:
    return a_reporter(cast, a_round(cast, state="conclusion"))


def day(n: int) -> date:
    return clock.today() + timedelta(days=n)


def proposed(cast: Cast, reporter: m.Reporter, **more: object) -> m.Goal:
    given = {
        "text": "村东路装上路灯",
        "due_on": day(60),
        "measure": "向镇人大提出建议",
        "owner": "覃子涵",
        "measure_due_on": day(30),
    }
    made = acts.propose(cast.deputy, reporter, **(given | more))  # type: ignore[arg-type]
    assert made is not None
    return made


def started(cast: Cast, reporter: m.Reporter) -> m.Goal:
    return acts.start(cast.deputy, proposed(cast, reporter))


def lacks(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [x.clause for x in error.value.verdict.lacks]


def cautions(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [x.clause for x in error.value.verdict.cautions]


@pytest.mark.parametrize(
    "lacking",
    [{"due_on": None}, {"measure": ""}, {"owner": " "}, {"measure_due_on": None}, {"due_on": date(2006, 8, 1)}],
)
def test_a_goal_without_measure_or_date_is_refused(
    cast: Cast, reporter: m.Reporter, lacking: dict[str, object]
) -> None:
    with pytest.raises(Refused) as error:
        proposed(cast, reporter, **lacking)
    assert lacks(error) == ["4.4a"]
    assert not m.Goal.objects.exists()
    assert not m.Measure.objects.exists()


def test_a_measure_after_its_goal_wants_a_reason(cast: Cast, reporter: m.Reporter) -> None:
    with pytest.raises(Refused) as error:
        proposed(cast, reporter, measure_due_on=day(90))
    assert (lacks(error), cautions(error)) == ([], ["4.4a"])
    assert proposed(cast, reporter, measure_due_on=day(90), reason="灯到货后还要接电").state == "proposed"


def test_a_goal_takes_up_opinions_on_this_deputy_only(cast: Cast, reporter: m.Reporter) -> None:
    other = a_reporter(cast, reporter.round, actor=cast.second_deputy, order=2)
    own, foreign = (
        m.Opinion.objects.create(
            round=reporter.round, reporter=r, source="appraisal", on=clock.today(), text="多来走走"
        )
        for r in (reporter, other)
    )
    assert list(proposed(cast, reporter, opinions=[own]).opinions.all()) == [own]
    with pytest.raises(Refused) as error:
        proposed(cast, reporter, opinions=[foreign])
    assert lacks(error) == ["4.4a"]


def test_only_the_reporter_promises(cast: Cast, reporter: m.Reporter) -> None:
    with pytest.raises(Refused) as error:
        acts.propose(cast.town_office, reporter, text="x", due_on=day(9))
    assert "4.4a" in lacks(error)


def test_one_more_measure(cast: Cast, reporter: m.Reporter) -> None:
    goal = acts.add_measure(cast.deputy, proposed(cast, reporter), text="验收", owner="覃子涵", due_on=day(50))
    assert [x.text for x in goal.measures.all()] == ["向镇人大提出建议", "验收"]


def test_progress_with_evidence_finishes_a_measure(cast: Cast, reporter: m.Reporter) -> None:
    goal = started(cast, reporter)
    measure = goal.measures.get()
    made = acts.progress(
        cast.town_office,
        goal,
        on=clock.today(),
        text="建议已送达",
        measure=measure,
        finishes=True,
        evidence=("../../etc/现场.png", JPEG),
    )
    measure.refresh_from_db()
    assert measure.done_on == clock.today()
    assert made.evidence.name.endswith(".jpg")
    assert "现场" not in made.evidence.name
    with made.evidence.open() as kept:
        assert kept.read() == JPEG


def test_a_measure_finished_without_evidence_wants_a_reason(cast: Cast, reporter: m.Reporter) -> None:
    goal = started(cast, reporter)
    given = {"on": clock.today(), "text": "已送达", "measure": goal.measures.get(), "finishes": True}
    with pytest.raises(Refused) as error:
        acts.progress(cast.deputy, goal, **given)  # type: ignore[arg-type]
    assert cautions(error) == ["D0006"]
    acts.progress(cast.deputy, goal, reason="口头答复，没有书面材料", **given)  # type: ignore[arg-type]
    assert goal.measures.get().done_on == clock.today()


def test_what_is_refused_leaves_no_file_behind(cast: Cast, reporter: m.Reporter, tmp_path: Path) -> None:
    goal = started(cast, reporter)
    acts.progress(cast.deputy, goal, on=clock.today(), text="送达", evidence=("a.jpg", JPEG))
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1
    for bad in ({"on": day(1)}, {"evidence": ("a.jpg", b"MZ\x90")}, {"finishes": True}):
        with pytest.raises(Refused):
            acts.progress(
                cast.deputy,
                goal,
                **({"on": clock.today(), "text": "x", "evidence": ("a.jpg", JPEG)} | bad),  # type: ignore[arg-type]
            )
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1
    assert m.Progress.objects.count() == 1


def test_nothing_is_finished_with_a_measure_open(cast: Cast, reporter: m.Reporter) -> None:
    goal = started(cast, reporter)
    with pytest.raises(Refused) as error:
        acts.finish(cast.deputy, goal, outcome="路灯亮了")
    assert lacks(error) == ["4.4a"]
    m.Measure.objects.update(done_on=clock.today())
    with pytest.raises(Refused):
        acts.finish(cast.deputy, goal, outcome=" ")
    done = acts.finish(cast.deputy, goal, outcome="十二盏路灯亮了")
    assert (done.state, done.finished_on) == ("done", clock.today())


# ── those who attended (4.4b)


@pytest.fixture
def goal(cast: Cast, reporter: m.Reporter) -> m.Goal:
    made = started(cast, reporter)
    meeting = a_meeting(cast, reporter.round, reporters=[reporter])
    people = [
        ("张建国", "13800003309", True, "voter_representative"),
        ("周金根", "13800007701", False, "voter_representative"),
        ("钱伟东", "13800005502", True, "guest"),
    ]
    for name, phone, present, kind in people:
        m.Invitee.objects.create(meeting=meeting, name=name, phone=phone, present=present, kind=kind)
    return made


def test_one_voice_each_and_the_last_word_counts(cast: Cast, goal: m.Goal) -> None:
    acts.confirm(cast.public, goal, name=" 张建国 ", tail="3309", done=True)
    acts.confirm(cast.public, goal, name="张　建国", tail="3309", done=False)
    assert [(v.invitee.name, v.done) for v in goal.voices.all()] == [("张建国", False)]


@pytest.mark.parametrize(
    ("name", "tail"),
    [("张建国", "0000"), ("周金根", "7701"), ("钱伟东", "5502"), ("无名氏", "3309"), ("张建国", "٣٣٠٩")],
)
def test_a_wrong_pair_is_told_the_same_whatever_is_wrong(cast: Cast, goal: m.Goal, name: str, tail: str) -> None:
    with pytest.raises(Refused) as error:
        acts.confirm(cast.public, goal, name=name, tail=tail, done=True)
    (lack,) = error.value.verdict.lacks
    assert lack.clause == "4.4b"
    assert lack.text.zh.startswith("没有对上")
    assert not m.Voice.objects.exists()


def test_tries_are_few(cast: Cast, goal: m.Goal) -> None:
    for n in range(5):
        with pytest.raises(Refused):
            acts.confirm(cast.public, goal, name="张建国", tail=f"000{n}", done=True)
    with pytest.raises(Refused) as error:
        acts.confirm(cast.public, goal, name="张建国", tail="3309", done=True)
    assert lacks(error) == ["D0006"]


def test_the_journal_keeps_no_name_of_who_confirmed(cast: Cast, goal: m.Goal) -> None:
    acts.confirm(cast.town_office, goal, name="张建国", tail="3309", done=True)
    entry = Entry.objects.get(act="rectification.confirm")
    assert (entry.person_id, entry.person_name, entry.detail) == (None, "", {})


def test_nothing_is_confirmed_before_it_is_under_way(cast: Cast, reporter: m.Reporter) -> None:
    with pytest.raises(Refused) as error:
        acts.confirm(cast.public, proposed(cast, reporter), name="张建国", tail="3309", done=True)
    assert lacks(error) == ["4.4b"]
