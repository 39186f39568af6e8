"""Acts on opinions: allowed, wrong office, wrong state, each lack and caution, twice (4.2a, 4.4a)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.builders import a_reporter, a_round
from tests.cast import Cast

from shuzhi.acts import opinion as acts
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.journal import Entry
from shuzhi.rules.deadlines import add_months

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast: Cast) -> m.Round:
    return a_round(cast, state="preparation")


@pytest.fixture
def reporter(cast: Cast, round_: m.Round) -> m.Reporter:
    return a_reporter(cast, round_)


@pytest.fixture
def opinion(cast: Cast, round_: m.Round, reporter: m.Reporter) -> m.Opinion:
    return acts.record(
        cast.town_office, round_, reporter=reporter, source="telephone", on=clock.today(), text="村东的路灯不亮。"
    )


def lacks(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [x.clause for x in error.value.verdict.lacks]


def cautions(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [x.clause for x in error.value.verdict.cautions]


def visit(cast: Cast, reporter: m.Reporter, **more: object) -> m.Visit:
    given = {"on": clock.today(), "place": "港下村三组", "households": 12, "opinions": "路灯不亮\n\n 公交太少 "}
    return acts.visit(cast.deputy, reporter, **(given | more))  # type: ignore[arg-type]


def test_a_visit_keeps_what_was_heard_line_by_line(cast: Cast, reporter: m.Reporter) -> None:
    made = visit(cast, reporter)
    assert [(o.text, o.source, o.state, o.reporter) for o in made.opinions.all()] == [
        ("路灯不亮", "visit", "recorded", reporter),
        ("公交太少", "visit", "recorded", reporter),
    ]
    assert made.opinions.first().constituency == cast.constituency


def test_a_visit_is_not_ahead_of_today(cast: Cast, reporter: m.Reporter) -> None:
    with pytest.raises(Refused) as error:
        visit(cast, reporter, on=clock.today() + timedelta(days=1))
    assert lacks(error) == ["4.2a"]
    assert not m.Visit.objects.exists()
    assert not m.Opinion.objects.exists()


def test_nobody_visits_before_the_plan_is_adopted(cast: Cast, reporter: m.Reporter) -> None:
    m.Plan.objects.update(state="submitted")
    with pytest.raises(Refused) as error:
        visit(cast, reporter)
    assert lacks(error) == ["4.1a"]


def test_another_deputy_records_no_visit_for_the_reporter(cast: Cast, reporter: m.Reporter) -> None:
    with pytest.raises(Refused) as error:
        acts.visit(cast.second_deputy, reporter, on=clock.today(), place="港下", households=1)
    assert lacks(error) == ["4.2a"]


def test_the_journal_tells_no_voter_and_no_words(cast: Cast, round_: m.Round, reporter: m.Reporter) -> None:
    acts.record(
        cast.deputy,
        round_,
        reporter=reporter,
        source="letter",
        on=clock.today(),
        text="桥栏杆松了。",
        voter_name="周阿大",
    )
    assert Entry.objects.get(act="opinion.record").detail == {"source": "letter"}


def test_an_opinion_is_about_a_reporter_of_the_round(cast: Cast, round_: m.Round) -> None:
    other = a_round(cast, kind="town", state="preparation", programme=round_.programme)
    with pytest.raises(Refused) as error:
        acts.record(
            cast.town_office,
            round_,
            reporter=a_reporter(cast, other),
            source="letter",
            on=clock.today(),
            text="路灯不亮。",
        )
    assert lacks(error) == ["4.2a"]
    assert not m.Opinion.objects.exists()


def test_the_same_form_twice_counts_once(cast: Cast, round_: m.Round) -> None:
    given = {"source": "letter", "on": clock.today(), "text": "桥栏杆松了。", "once": "a1"}
    acts.record(cast.town_office, round_, **given)  # type: ignore[arg-type]
    with pytest.raises(AlreadyDone):
        acts.record(cast.town_office, round_, **given)  # type: ignore[arg-type]
    assert m.Opinion.objects.count() == 1


def test_anybody_sends_as_a_voter_even_when_signed_in(cast: Cast, round_: m.Round, reporter: m.Reporter) -> None:
    made = acts.send(cast.town_office, round_, reporter=reporter, text="垃圾两天没有收。")
    entry = Entry.objects.get(act="opinion.send")
    assert (made.source, made.voter_name, made.state) == ("public", "", "recorded")
    assert (entry.person_id, entry.person_name, entry.detail) == (None, "", {})


def test_the_public_form_takes_so_many_a_day(cast: Cast, round_: m.Round) -> None:
    m.Opinion.objects.bulk_create(
        m.Opinion(round=round_, source="public", on=clock.today(), text=f"第{n}条") for n in range(200)
    )
    with pytest.raises(Refused) as error:
        acts.send(cast.public, round_, text="又一条意见。")
    assert lacks(error) == ["D0006"]


def test_a_public_matter_goes_to_its_handler_with_three_months(cast: Cast, opinion: m.Opinion) -> None:
    acts.sort(cast.town_office, opinion, sorted_as="public_matter", handler="镇建设管理所")
    opinion.refresh_from_db()
    assert (opinion.state, opinion.sorted_as, opinion.handler) == ("sorted", "public_matter", "镇建设管理所")
    assert opinion.due_on == add_months(clock.today(), 3)
    acts.sort(cast.leader, opinion, sorted_as="public_matter", handler="镇建设管理所", difficult=True)
    opinion.refresh_from_db()
    assert opinion.due_on == add_months(clock.today(), 6)


def test_a_public_matter_without_a_handler_or_with_the_deputy_is_refused(cast: Cast, opinion: m.Opinion) -> None:
    with pytest.raises(Refused) as error:
        acts.sort(cast.town_office, opinion, sorted_as="public_matter")
    assert lacks(error) == ["4.4a"]
    with pytest.raises(Refused) as error:
        acts.sort(cast.town_office, opinion, sorted_as="public_matter", handler="覃子涵")
    assert lacks(error) == ["D0006"]
    opinion.refresh_from_db()
    assert opinion.state == "recorded"


def test_a_date_beyond_the_months_wants_a_reason(cast: Cast, opinion: m.Opinion) -> None:
    far = add_months(clock.today(), 5)
    given = {"sorted_as": "public_matter", "handler": "镇建设管理所", "due_on": far}
    with pytest.raises(Refused) as error:
        acts.sort(cast.town_office, opinion, **given)  # type: ignore[arg-type]
    assert (lacks(error), cautions(error)) == ([], ["D0001"])
    acts.sort(cast.town_office, opinion, reason="要等河道疏浚完成", **given)  # type: ignore[arg-type]
    opinion.refresh_from_db()
    assert opinion.due_on == far


def test_conduct_is_the_deputys_own(cast: Cast, round_: m.Round, opinion: m.Opinion) -> None:
    acts.sort(cast.town_office, opinion, sorted_as="conduct")
    opinion.refresh_from_db()
    assert opinion.handler == "覃子涵"
    assert opinion.due_on is not None
    nobodys = acts.record(cast.town_office, round_, source="letter", on=clock.today(), text="代表很少来村里。")
    with pytest.raises(Refused) as error:
        acts.sort(cast.town_office, nobodys, sorted_as="conduct")
    assert lacks(error) == ["4.4a"]
    acts.sort(cast.town_office, nobodys, sorted_as="conduct", reporter=opinion.reporter)
    nobodys.refresh_from_db()
    assert nobodys.reporter == opinion.reporter


def test_answered_on_the_spot_is_answered_with_that(cast: Cast, opinion: m.Opinion) -> None:
    with pytest.raises(Refused) as error:
        acts.sort(cast.town_office, opinion, sorted_as="on_the_spot")
    assert lacks(error) == ["4.4a"]
    acts.sort(cast.town_office, opinion, sorted_as="on_the_spot", answer="当场说明了收费标准。")
    opinion.refresh_from_db()
    assert (opinion.state, opinion.answer_kind, opinion.answer) == ("answered", "did", "当场说明了收费标准。")


def test_the_deputy_does_not_sort(cast: Cast, opinion: m.Opinion) -> None:
    with pytest.raises(Refused) as error:
        acts.sort(cast.deputy, opinion, sorted_as="conduct")
    assert lacks(error) == ["4.2a"]


@pytest.mark.parametrize(
    ("kind", "more"),
    [("did", {}), ("cannot", {}), ("will", {}), ("perhaps", {"answer": "看看再说"})],
)
def test_an_answer_without_its_how_why_or_when_is_refused(
    cast: Cast, opinion: m.Opinion, kind: str, more: dict[str, str]
) -> None:
    acts.sort(cast.town_office, opinion, sorted_as="conduct")
    with pytest.raises(Refused) as error:
        acts.answer(cast.deputy, opinion, kind=kind, **more)
    assert lacks(error) == ["4.4a"]
    opinion.refresh_from_db()
    assert (opinion.state, opinion.answer_kind) == ("sorted", "")


def test_will_wants_a_date_or_a_goal(cast: Cast, opinion: m.Opinion) -> None:
    acts.sort(cast.town_office, opinion, sorted_as="conduct")
    goal = m.Goal.objects.create(reporter=opinion.reporter, text="每季度走访一次", due_on=clock.today())
    goal.opinions.add(opinion)
    acts.answer(cast.deputy, opinion, kind="will")
    opinion.refresh_from_db()
    assert opinion.state == "answered"
    goal.opinions.clear()
    acts.answer(cast.deputy, opinion, kind="will", due_on=clock.today() + timedelta(days=30))
    opinion.refresh_from_db()
    assert opinion.due_on == clock.today() + timedelta(days=30)


def test_a_deputy_does_not_answer_a_public_matter_alone(cast: Cast, opinion: m.Opinion) -> None:
    acts.sort(cast.town_office, opinion, sorted_as="public_matter", handler="镇建设管理所")
    with pytest.raises(Refused) as error:
        acts.answer(cast.deputy, opinion, kind="did", answer="路灯已装好。")
    assert lacks(error) == ["D0006"]
    acts.answer(cast.town_office, opinion, kind="did", answer="镇建设管理所已装好路灯。")
    opinion.refresh_from_db()
    assert opinion.answered_on == clock.today()


def test_nothing_is_answered_before_it_is_sorted(cast: Cast, opinion: m.Opinion) -> None:
    with pytest.raises(Refused) as error:
        acts.answer(cast.town_office, opinion, kind="did", answer="已办。")
    assert lacks(error) == ["4.4a"]
