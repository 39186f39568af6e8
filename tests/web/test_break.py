"""Trying to break it: every act of the register through the one door, with what no honest form would send.

Never an error of the program, and nothing half-written: an answer other than "done" leaves every record as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from tests.builders import a_reporter, a_round
from tests.cast import Cast, make_cast
from tests.subjects import SUBJECTS
from tests.web.voices import at_once, signed_in, words

from shuzhi.acts import _perform, count, duty, opinion, plan, roster
from shuzhi.acts._perform import AlreadyDone, Refused, move
from shuzhi.forms.base import ActForm
from shuzhi.forms.table import FORMS
from shuzhi.reads.offices import offices_at
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.base import Record
from shuzhi.records.journal import Entry
from shuzhi.rules.register import REGISTER, Act
from shuzhi.rules.roles import Actor, Office, RoundKind

pytestmark = pytest.mark.usefixtures("figures_kept")
KIND = RoundKind.DISTRICT_TOWN
LONG = "履" * 34_000  # 102,000 bytes in UTF-8
HOSTILE: dict[str, str] = {
    "words": "不是日期也不是数目 <script>alert(1)</script> {{ 7 }} %s ' OR 1=1 --",
    "long": LONG,
    "nul": "a\x00b👩‍👩‍👧‍👦🏳️‍🌈 𠮷\u202e\ufeff",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 𠮷\u202e\ufeff",
    "huge": "9" * 400,
    "just beyond": str(2**63),
    "far day": "9999-12-31",
    "first day": "0001-01-01",
}


def record_of(row: Act, cast: Cast, round_: m.Round) -> Any:
    """A record the act may be tried on, in a state and a stage the row names."""
    record = SUBJECTS[row.on](cast, round_)
    if row.during:
        m.Round.objects.filter(pk=round_.pk).update(state=sorted(row.during)[0])
    if row.source:
        type(record).objects.filter(pk=record.pk).update(state=sorted(row.source)[0])
    return type(record).objects.get(pk=record.pk)


def doer(row: Act, cast: Cast, record: Any) -> Actor:
    """One of the cast who holds the office; the public where it is for everybody."""
    wanted = row.by[KIND] if row.on in SUBJECTS else frozenset()
    for actor in cast.everybody.values():
        if wanted & offices_at(actor, record) and (actor.signed_in or wanted & {Office.PUBLIC, Office.ATTENDEE}):
            return actor
    raise LookupError(row.name)


def everything() -> str:
    """A digest of all that is on record."""
    found = hashlib.sha256()
    for model in sorted({*Record.__subclasses__(), Entry, m.Comment, m.Leaf, m.Tag, m.PaperEntry}, key=str):
        for line in model._default_manager.order_by("pk").values_list():
            if model is m.Person:
                line = line[:-2]  # the account that is made for signing in
            found.update(repr(line).encode())
    return found.hexdigest()


@pytest.fixture
def place(db: None) -> tuple[Cast, m.Round]:
    cast = make_cast()
    round_ = a_round(cast)
    a_reporter(cast, round_)
    return cast, round_


ACTS = pytest.mark.parametrize("name", sorted(REGISTER))


@ACTS
def test_without_the_forms_token_nothing_is_done(name: str, place: tuple[Cast, m.Round]) -> None:
    cast, round_ = place
    row = REGISTER[name]
    record = record_of(row, cast, round_)
    plain = signed_in(doer(row, cast, record))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = plain.cookies
    before = everything()
    answer = strict.post(f"/act/{name}/{record.pk}", {})
    assert answer.status_code == 403
    assert "页面放得太久了，没有保存" in words(answer)
    assert everything() == before


@ACTS
def test_a_record_that_is_not_there_or_not_ones_own_is_not_found(name: str, place: tuple[Cast, m.Round]) -> None:
    cast, round_ = place
    row = REGISTER[name]
    record = record_of(row, cast, round_)
    client = signed_in(doer(row, cast, record))
    for pk in ("999999", str(2**63), "9" * 30, "0"):
        assert client.post(f"/act/{name}/{pk}", {}).status_code == 404, pk
        assert client.get(f"/act/{name}/{pk}").status_code == 404, pk
    assert client.post(f"/act/{name}/x", {}).status_code == 404
    if row.by[KIND] & {Office.PUBLIC, Office.ATTENDEE}:
        return
    # Somebody of another town: what may be known of is refused, what may not is not found; never done.
    before = everything()
    stranger = signed_in(cast.stranger)
    answer = stranger.post(f"/act/{name}/{record.pk}", filled(FORMS[name](actor=cast.stranger, subject=record), "1"))
    assert answer.status_code in (404, 409, 422)
    if record.round_path or row.on in ("round", "mandate", "duty", "honour"):
        assert answer.status_code == 404
    assert everything() == before


def filled(form: ActForm, value: str) -> dict[str, Any]:
    """Every field of the form with this value, the files too, and some no form has."""
    given: dict[str, Any] = {"state": "announced", "pk": "1", "subject": "1", "made_up": value}
    for name, one in form.fields.items():
        if isinstance(one, forms.FileField):
            given[name] = SimpleUploadedFile("x.xlsx", value.encode()[:200] or b"\x00")
        elif name != "once":
            given[name] = [value, value] if isinstance(one, forms.MultipleChoiceField) else value
    return given


@ACTS
def test_nonsense_is_answered_and_leaves_nothing_behind(name: str, place: tuple[Cast, m.Round]) -> None:
    cast, round_ = place
    row = REGISTER[name]
    record = record_of(row, cast, round_)
    actor = doer(row, cast, record)
    client = signed_in(actor)
    before = everything()
    # Every other one for every other act: the fields are of the same few kinds everywhere.
    half = sorted(REGISTER).index(name) % 2
    for kind, value in list(HOSTILE.items())[half::2]:
        point = transaction.savepoint()
        form = FORMS[name](actor=actor, subject=type(record).objects.get(pk=record.pk))
        answer = client.post(f"/act/{name}/{record.pk}", filled(form, value))
        # A form of forty fields with 100 kB each is more than may be sent at all: 400, before anything is read.
        fine = (200, 303, 409, 422, 400) if kind == "long" else (200, 303, 409, 422)
        assert answer.status_code in fine, (name, kind, answer.status_code)
        if answer.status_code in (400, 409, 422):
            assert everything() == before, (name, kind)
        transaction.savepoint_rollback(point)
    # The token itself may be nonsense too.
    for once in ("\x00", "9" * 400, "👩‍👩‍👧‍👦"):
        point = transaction.savepoint()
        assert client.post(f"/act/{name}/{record.pk}", {"once": once}).status_code in (200, 303, 409, 422), once
        transaction.savepoint_rollback(point)


@ACTS
def test_the_same_token_is_good_for_one_act(
    name: str, place: tuple[Cast, m.Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, round_ = place
    row = REGISTER[name]
    if not row.journaled:
        pytest.skip("leaves no line with a time (D0002); its own tests try it twice")
    monkeypatch.setattr("shuzhi.rules.gate.needs_met", lambda row, facts: _perform.GO)
    record = record_of(row, cast, round_)
    actor = doer(row, cast, record)

    def done() -> None:
        with move(actor, name, record, once="t" * 32):
            pass

    done()
    lines = Entry.objects.count()
    with pytest.raises(AlreadyDone):
        done()
    assert Entry.objects.count() == lines


PRESSED: dict[str, Callable[[Cast, m.Round], tuple[Actor, Any, dict[str, Any], Callable[[], int]]]] = {
    "duty.record": lambda cast, round_: (
        cast.deputy,
        cast.mandate(cast.deputy),
        {"on": clock.today().isoformat(), "kind": "deed", "title": "修桥", "collective": "no"},
        m.DutyEntry.objects.count,
    ),
    "person.add": lambda cast, round_: (
        cast.office,
        cast.district,
        {"name": "单于阿曾"},
        m.Person.objects.filter(name="单于阿曾").count,
    ),
    "roster.propose": lambda cast, round_: (
        cast.leader,
        round_,
        {"mandate": cast.mandate(cast.second_deputy).pk, "grounds": "履职认真"},
        m.Reporter.objects.exclude(mandate=cast.mandate(cast.deputy)).count,
    ),
    "opinion.record": lambda cast, round_: (
        cast.town_office,
        round_,
        {"source": "telephone", "on": clock.today().isoformat(), "text": "路灯不亮。"},
        m.Opinion.objects.count,
    ),
}


@pytest.mark.parametrize("name", PRESSED)
def test_a_form_sent_twice_through_the_door_is_done_once(name: str, place: tuple[Cast, m.Round]) -> None:
    cast, round_ = place
    actor, record, given, made = PRESSED[name](cast, round_)
    client = signed_in(actor)
    for _twice in range(2):
        answer = client.post(f"/act/{name}/{record.pk}", given | {"once": "o" * 32})
        assert answer.status_code == 303, words(answer)
    assert made() == 1
    assert "没有重复办理" in [str(x) for x in get_messages(answer.wsgi_request)][-1]


def outcomes(*calls: Callable[[], object]) -> list[str]:
    """Runs them side by side; what each came to."""
    refused = (Refused, AlreadyDone)
    return sorted(type(told).__name__ if isinstance(told, refused) else "done" for told in at_once(*calls))


def chain_holds() -> bool:
    lines = list(Entry.objects.all())
    return all(x.digest == x.computed_digest() for x in lines) and all(
        b.previous == a.digest for a, b in pairwise(lines)
    )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_and_one_of_them_acts() -> None:
    cast = make_cast()
    round_ = a_round(cast)
    a_reporter(cast, round_)
    # The same form from two tabs: one token, one entry.
    entry = {"on": clock.today(), "kind": "deed", "title": "修桥", "once": "x" * 32}
    seat = cast.mandate(cast.deputy)
    assert outcomes(*[lambda: duty.record(cast.deputy, seat, **entry)] * 2) == ["AlreadyDone", "done"]
    made = m.DutyEntry.objects.get()
    # Two desks at one entry: the second finds it checked.
    pair = (lambda: duty.check(cast.town_office, made), lambda: duty.check(cast.leader, made))
    assert outcomes(*pair) == ["Refused", "done"]
    # One adopts while the other returns: the plan is one or the other.
    submitted = record_of(REGISTER["plan.adopt"], cast, round_)
    sat = {
        "sat_on": clock.today() - timedelta(days=1),
        "chair": "杨玉东",
        "decision": "同意",
        "minutes_number": "1",
    }
    twice = [lambda: plan.adopt(cast.chairpersons, submitted, **sat)] * 2
    assert outcomes(*twice) == ["Refused", "done"]
    # Two propose one deputy: on the list once.
    other = cast.mandate(cast.second_deputy)
    both = [lambda: roster.propose(cast.leader, round_, mandate=other, grounds="好", reason="试")] * 2
    assert outcomes(*both) == ["Refused", "done"]
    assert m.Reporter.objects.filter(mandate=other).count() == 1
    # Two scrutineers' phones announce void and confirm: one of the two stands.
    counted = record_of(REGISTER["count.declare_void"], cast, round_)
    void = [lambda: count.declare_void(cast.scrutineer, counted, void_because="票箱翻倒")] * 2
    assert outcomes(*void) == ["Refused", "done"]
    # Many acts at the same moment: every line of the journal continues the one before.
    said = {"source": "telephone", "on": clock.today(), "text": "路灯不亮。"}
    lines = Entry.objects.count()
    assert outcomes(*[lambda: opinion.record(cast.town_office, round_, **said)] * 6) == ["done"] * 6
    assert Entry.objects.count() == lines + 6
    assert chain_holds()
