"""0.1, 2.2: the programme and the rounds opened under it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import a_programme
from tests.cast import Cast

from shuzhi.acts import programme as acts
from shuzhi.acts import round as rounds
from shuzhi.acts._perform import Refused
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.regulation import edition_from_dict, load_edition

pytestmark = pytest.mark.django_db


def stated(**changed: object) -> dict[str, object]:
    return {
        "title": "2006年人大代表向选民述职试点",
        "basis": "《代表法》关于代表受选民监督的规定",
        "adopting_body": "锡山区人大常委会",
        "adopted_at_meeting": "一届三十六次会议",
        "adopted_on": date(2006, 5, 31),
        "district_from": date(2006, 5, 1),
        "district_until": date(2006, 7, 31),
        "town_from": date(2006, 6, 1),
        "town_until": date(2006, 10, 31),
    } | changed


def clauses(refused: pytest.ExceptionInfo[Refused], what: str) -> list[str]:
    return [f.clause for f in getattr(refused.value.verdict, what)]


def test_the_pilot_of_2006_on_its_own_dates_asks_for_no_reason(cast: Cast) -> None:
    with clock.at(date(2006, 5, 31)):
        programme = acts.draft(cast.office, cast.district, **stated())
        assert acts.open_(cast.office, programme).state == "open"
    assert edition_from_dict(programme.edition) == load_edition("xishan_2006")


def in_year(year: int) -> dict[str, object]:
    given = stated(adopted_on=date(year, 4, 1))
    return {k: v.replace(year=year) if isinstance(v, date) else v for k, v in given.items()}


def test_another_year_needs_the_same_months_or_a_reason(cast: Cast) -> None:
    with clock.at(date(2026, 4, 2)):
        acts.draft(cast.office, cast.district, **in_year(2026))
        late = in_year(2026) | {"district_until": date(2026, 8, 15), "town_until": date(2026, 12, 31)}
        with pytest.raises(Refused) as refused:
            acts.draft(cast.office, cast.district, **late)
        assert clauses(refused, "cautions") == ["4.0a", "4.0b"]
        made = acts.draft(cast.office, cast.district, **late, reason="换届后补选，推迟半月")
    entry = m.Entry.objects.get(noun="programme", subject=str(made.pk))
    assert entry.reason == "换届后补选，推迟半月"


@pytest.mark.parametrize("field", ["basis", "adopting_body", "adopted_at_meeting"])
def test_a_programme_without_its_basis_is_refused(cast: Cast, field: str) -> None:
    with clock.at(date(2006, 6, 1)), pytest.raises(Refused) as refused:
        acts.draft(cast.office, cast.district, **stated(**{field: " "}))
    assert clauses(refused, "lacks") == ["0.1"]
    assert not m.Programme.objects.exists()


def test_only_the_district_office_drafts_revises_and_opens(cast: Cast) -> None:
    programme = a_programme(cast, state="drafted")
    for name, actor in cast.everybody.items():
        if name == "office":
            continue
        for perform in (
            lambda who: acts.draft(who, cast.district, **stated()),
            lambda who: acts.revise(who, programme, **stated()),
            lambda who: acts.open_(who, programme),
        ):
            with pytest.raises(Refused):
                perform(actor)


def test_revised_while_drafted_only_and_the_edition_stays(cast: Cast) -> None:
    with clock.at(date(2006, 6, 1)):
        programme = acts.draft(cast.office, cast.district, **stated())
        kept = programme.edition
        acts.revise(cast.office, programme, **stated(title="述职试点"))
        programme.refresh_from_db()
        assert (programme.title, programme.edition) == ("述职试点", kept)
        acts.open_(cast.office, programme)
        with pytest.raises(Refused):
            acts.revise(cast.office, programme, **stated())


def test_a_round_opens_with_its_roster_in_the_launch(cast: Cast) -> None:
    programme = a_programme(cast)
    round_ = rounds.open_(cast.office, programme, organiser=cast.town, kind="district_town")
    assert (round_.state, round_.roster.state) == ("launch", "drafted")
    assert list(round_.stage_changes.values_list("stage", flat=True)) == ["launch"]


def test_a_town_opens_its_own_rounds_and_no_others(cast: Cast) -> None:
    programme = a_programme(cast)
    rounds.open_(cast.town_office, programme, organiser=cast.town, kind="town", groups=[cast.town_group])
    with pytest.raises(Refused) as refused:
        rounds.open_(cast.stranger, programme, organiser=cast.town, kind="district_town")
    assert clauses(refused, "lacks") == ["5.2"]


def groups(cast: Cast, number: int) -> list[m.Body]:
    return [
        m.Body.objects.create(name=f"第{n}小组", kind="group", level="town", parent=cast.town, number=n)
        for n in range(2, 2 + number)
    ]


@pytest.mark.parametrize(("number", "fits"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_towns_pilot_is_held_in_one_or_two_of_its_groups(cast: Cast, number: int, fits: bool) -> None:
    programme, chosen = a_programme(cast), groups(cast, number)
    if fits:
        round_ = rounds.open_(cast.town_office, programme, organiser=cast.town, kind="town", groups=chosen)
        assert list(round_.groups.all()) == chosen
        return
    with pytest.raises(Refused) as refused:
        rounds.open_(cast.town_office, programme, organiser=cast.town, kind="town", groups=chosen)
    assert clauses(refused, "lacks") == ["2.2c"]
    assert not m.Round.objects.exists()


def test_a_group_of_district_deputies_is_no_place_for_a_towns_pilot(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        rounds.open_(cast.office, a_programme(cast), organiser=cast.town, kind="town", groups=[cast.district_group])
    assert clauses(refused, "lacks") == ["2.2c"]


@pytest.mark.parametrize(
    ("kind", "body", "clause"),
    [("district_town", "organs", "2.2a"), ("district_organs", "town", "2.2b"), ("district_town", "other_town", "2.2a")],
)
def test_a_body_that_cannot_organise_this_kind(cast: Cast, kind: str, body: str, clause: str) -> None:
    with pytest.raises(Refused) as refused:
        rounds.open_(cast.office, a_programme(cast), organiser=getattr(cast, body), kind=kind)
    assert clause in clauses(refused, "lacks")


def test_the_same_round_twice_is_refused(cast: Cast) -> None:
    programme = a_programme(cast)
    rounds.open_(cast.office, programme, organiser=cast.town, kind="district_town")
    with pytest.raises(Refused) as refused:
        rounds.open_(cast.office, programme, organiser=cast.town, kind="district_town")
    assert clauses(refused, "lacks") == ["2.2a"]


@pytest.mark.parametrize("state", ["drafted", "closed"])
def test_no_round_under_a_programme_that_is_not_open(cast: Cast, state: str) -> None:
    with pytest.raises(Refused):
        rounds.open_(cast.office, a_programme(cast, state=state), organiser=cast.town, kind="district_town")


def test_a_programme_ends_after_its_last_round(cast: Cast) -> None:
    programme = a_programme(cast)
    round_ = rounds.open_(cast.office, programme, organiser=cast.town, kind="district_town")
    with pytest.raises(Refused) as refused:
        acts.close(cast.office, programme)
    assert clauses(refused, "lacks") == ["4.4d"]
    m.Round.objects.filter(pk=round_.pk).update(state="closed")
    assert acts.close(cast.office, programme).state == "closed"
