"""The whole register: every act × state × office does exactly what its row says, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from django.db import transaction
from tests.builders import a_reporter, a_round
from tests.cast import make_cast
from tests.subjects import SUBJECTS

from shuzhi.acts import _perform
from shuzhi.acts._perform import Refused, move
from shuzhi.acts.table import ACTS
from shuzhi.forms.table import FORMS
from shuzhi.reads.offices import offices_at
from shuzhi.records import models as m
from shuzhi.rules.register import REGISTER, Act
from shuzhi.rules.roles import Office, RoundKind
from shuzhi.rules.states import STATES

# Which office each of the cast holds in a round of its own kind; anyone not named here holds none in it.
HELD = {
    RoundKind.DISTRICT_TOWN: {
        "town_office": Office.TOWN_CONGRESS_OFFICE,
        "presidium": Office.PRESIDIUM,
        "leader": Office.GROUP_LEADER,
    },
    RoundKind.DISTRICT_ORGANS: {"organs_leader": Office.GROUP_LEADER},
    RoundKind.TOWN: {
        "town_office": Office.TOWN_CONGRESS_OFFICE,
        "presidium": Office.PRESIDIUM,
        "town_leader": Office.GROUP_LEADER,
    },
}
REPORTER = {
    RoundKind.DISTRICT_TOWN: "deputy",
    RoundKind.DISTRICT_ORGANS: "organs_deputy",
    RoundKind.TOWN: "town_deputy",
}
# Records of a round whose reporter is the deputy concerned, and those with posts of a meeting.
OF_A_REPORTER = {"round", "reporter", "report", "opinion", "goal", "mandate", "duty"}
OF_A_MEETING = {"meeting", "invitee", "agenda_item", "question", "appraisal_group", "count"}
OF_A_ROUND = OF_A_MEETING | {
    "round",
    "plan",
    "roster",
    "reporter",
    "opinion",
    "report",
    "goal",
    "notice",
    "summary",
    "paper",
}


def _offices(name: str, kind: RoundKind, noun: str) -> set[Office]:
    held = {Office.PUBLIC, Office.ATTENDEE}
    if name == "public":
        return held
    if name == "office":
        held.add(Office.DISTRICT_OFFICE)
    if name == "chairpersons":
        held.add(Office.CHAIRPERSONS_MEETING)
    if name == "steward":
        held.add(Office.STEWARD)
    if noun in OF_A_ROUND and name in HELD[kind]:
        held.add(HELD[kind][name])
    if noun in OF_A_REPORTER and name == REPORTER[kind]:
        held.add(Office.DEPUTY)
    if noun in OF_A_MEETING:
        if name in ("teller", "second_teller"):
            held.add(Office.TELLER)
        if name == "scrutineer":
            held.add(Office.SCRUTINEER)
    return held


def test_every_act_has_its_function_and_its_form() -> None:
    assert ACTS.keys() == REGISTER.keys()
    assert FORMS.keys() == REGISTER.keys()


@pytest.mark.parametrize("kind", RoundKind)
@pytest.mark.parametrize("noun", sorted(OF_A_ROUND))
@pytest.mark.django_db
def test_offices_held_towards_a_record(kind: RoundKind, noun: str) -> None:
    cast = make_cast()
    round_ = a_round(cast, kind=kind)
    a_reporter(cast, round_)
    record = SUBJECTS[noun](cast, round_)
    for name, actor in cast.everybody.items():
        assert offices_at(actor, record) == _offices(name, kind, noun), name


def _outcome(actor: object, row: Act, record: object) -> bool:
    try:
        with transaction.atomic():
            with move(actor, row.name, record):  # type: ignore[arg-type]
                pass
            raise Kept
    except Kept:
        return True
    except Refused:
        return False


class Kept(Exception):
    """The act was performed; the savepoint is rolled back all the same."""


def _states(row: Act) -> list[str]:
    return list(STATES.get(row.on, {"": None}))


@pytest.mark.parametrize("kind", RoundKind)
@pytest.mark.parametrize("noun", sorted(SUBJECTS))
@pytest.mark.django_db
def test_every_act_in_every_state_by_every_office(kind: RoundKind, noun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    rows = [replace(row, needs=()) for row in REGISTER.values() if row.on == noun]
    monkeypatch.setattr(_perform, "REGISTER", {row.name: row for row in rows})
    monkeypatch.setattr(_perform, "facts_of", lambda record: None)
    round_ = a_round(cast, kind=kind)
    a_reporter(cast, round_)
    record = SUBJECTS[noun](cast, round_)
    model = type(record)
    held = {name: offices_at(actor, record) for name, actor in cast.everybody.items()}
    for row in rows:
        stage = next(iter(sorted(row.during)), "preparation")
        m.Round.objects.filter(pk=round_.pk).update(state=stage)
        for state, (name, actor) in product(_states(row), cast.everybody.items()):
            if state:
                model.objects.filter(pk=record.pk).update(state=state)
                record.state = state
            at_stage = m.Round.objects.get(pk=round_.pk).state
            asked_of = row.by[kind] if noun in OF_A_ROUND else frozenset().union(*row.by.values())
            may = bool(asked_of & held[name])
            expected = (
                may
                and (not row.source or state in row.source)
                and (noun not in OF_A_ROUND or not row.during or at_stage in row.during)
            )
            assert _outcome(actor, row, record) is expected, (row.name, state, name)
