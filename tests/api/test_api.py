"""The API: the web's own forms and acts, and its answers: 200, 401, 403, 404, 409 with clauses, 422."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
import schemathesis
from django.contrib.auth import get_user_model
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from tests.builders import a_meeting, a_round
from tests.builders_public import a_told_round
from tests.subjects import SUBJECTS

from shuzhi.forms.table import FORMS
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.register import REGISTER
from shuzhi.wsgi import application

TOKEN = "x" * 32
pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return a_told_round(cast)


def sign_in(actor, *, checked=True):
    client = Client(enforce_csrf_checks=checked)
    if actor.signed_in:
        person = m.Person.objects.get(pk=actor.person)
        if person.account is None:
            person.account = get_user_model().objects.create(username=f"p{person.pk}")
            person.save()
        client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["csrftoken"] = TOKEN
    return client


def post(client, name, pk, data, **more):
    return client.post(
        f"/api/acts/{name}/{pk}",
        json.dumps(data),
        content_type="application/json",
        headers={"X-CSRFToken": TOKEN},
        **more,
    )


NOTICE = {"title": "通报", "text": "路灯已装。", "circle": "选民代表", "manner": "会议"}


def test_the_register_is_there_whole():
    found = Client().get("/api/acts").json()
    assert [x["name"] for x in found] == list(REGISTER)
    adopt = next(x for x in found if x["name"] == "plan.adopt")
    assert adopt["label"]["en"] == REGISTER["plan.adopt"].label.en
    assert adopt["by"]["town"] == ["presidium"]


def test_what_i_may_do_to_a_record_with_what_stands_against_it(cast, told):
    assert Client().get(f"/api/round/{told.round.pk}/acts").status_code == 401
    assert sign_in(cast.stranger).get(f"/api/round/{told.round.pk}/acts").status_code == 404
    assert sign_in(cast.office).get("/api/nonsense/1/acts").status_code == 404
    found = {x["act"]: x for x in sign_in(cast.town_office).get(f"/api/round/{told.round.pk}/acts").json()}
    assert "notice.draft" in found
    assert "liaison.notify" not in found
    assert found["round.close"]["cautions"] or found["round.close"]["lacks"]


def test_an_act_is_performed_as_json_and_as_a_form(cast, told):
    client = sign_in(cast.town_office)
    made = post(client, "notice.draft", told.round.pk, NOTICE | {"on": clock.today().isoformat(), "told": 58})
    assert made.status_code == 200
    assert made.json()["noun"] == "notice"
    assert m.Notice.objects.get(pk=made.json()["id"]).told == 58
    again = client.post(f"/api/acts/notice.draft/{told.round.pk}", NOTICE, headers={"X-CSRFToken": TOKEN})
    assert again.status_code == 200
    assert m.Notice.objects.count() == 2


def test_refused_says_the_clause_and_a_reason_answers_a_caution(cast, told):
    client = sign_in(cast.town_office)
    pk = post(client, "notice.draft", told.round.pk, NOTICE | {"on": clock.today().isoformat()}).json()["id"]
    refused = post(client, "notice.publish", pk, {})
    assert refused.status_code == 409
    assert refused.json()["cautions"][0]["clause"] == "4.4b"
    assert refused.json()["lacks"] == []
    done = post(client, "notice.publish", pk, {"reason": "其余继续办。"})
    assert (done.status_code, done.json()["state"]) == (200, "published")
    assert post(client, "notice.publish", pk, {"reason": "x"}).json()["lacks"][0]["clause"] == "4.4b"


def test_bad_input_says_which_field(cast, told):
    answer = post(sign_in(cast.town_office), "notice.draft", told.round.pk, {"on": "昨天"})
    assert answer.status_code == 422
    assert {"title", "text", "circle", "manner", "on"} <= set(answer.json()["errors"])
    for body in (b"[1]", b"{", b"\xff", b"1"):
        sent = sign_in(cast.town_office).post(
            f"/api/acts/notice.draft/{told.round.pk}",
            body,
            content_type="application/json",
            headers={"X-CSRFToken": TOKEN},
        )
        assert sent.status_code == 422


def test_who_may_not(cast, told):
    address = ("notice.draft", told.round.pk, NOTICE)
    assert post(sign_in(cast.public), *address).status_code == 401
    assert post(sign_in(cast.stranger), *address).status_code == 404
    assert post(sign_in(cast.office), *address).status_code == 409
    assert post(sign_in(cast.office), "no.such", 1, {}).status_code == 404
    without = sign_in(cast.town_office).post(f"/api/acts/notice.draft/{told.round.pk}", NOTICE)
    assert without.status_code == 403
    assert not m.Notice.objects.exists()


def test_a_form_sent_twice_counts_once(cast, told):
    client = sign_in(cast.town_office)
    first = post(client, "notice.draft", told.round.pk, NOTICE | {"once": "t"})
    second = post(client, "notice.draft", told.round.pk, NOTICE | {"once": "t"})
    assert (first.json()["outcome"], second.json()["outcome"]) == ("done", "again")
    assert m.Notice.objects.count() == 1


def test_open_data_is_as_small_as_the_portal(cast, told):
    found = Client().get("/api/public/results").json()
    assert [x["name"] for x in found] == ["覃子涵"]
    counts = found[0]["result"]["questions"][0]["counts"]
    assert [c["n"] for c in counts] == [39, 11, 4, 2]
    assert found[0]["result"]["sheets"] == {
        "issued": 58, "returned": 57, "unused": 0, "missing": 1, "valid": 56, "void": 1,
    }  # fmt: skip
    assert Client().get("/api/public/results?page=2").json() == []
    m.Count.objects.update(state="sealed", announced_on=None)
    assert Client().get("/api/public/results").json() == []
    assert Client().get("/api/public/reporters").json()[0]["result"] is None


def test_open_data_names_no_draft(cast, told):
    a_meeting(cast, told.round, state="planned")
    m.Notice.objects.create(round=told.round, title="草稿", text="草", circle="x", manner="x")
    assert [x["id"] for x in Client().get("/api/public/meetings").json()] == [told.meeting.pk]
    assert Client().get("/api/public/notices").json() == []
    m.Programme.objects.update(state="drafted")
    assert Client().get("/api/public/reporters").json() == []
    assert Client().get("/api/public/meetings").json() == []


def test_open_data_asks_a_fixed_number_of_questions(cast, told):
    with CaptureQueriesContext(connection) as asked:
        Client().get("/api/public/reporters")
    assert len(asked) <= 8


@pytest.fixture
def _one_connection():
    """A request that comes through WSGI would end the connection that the test's transaction is on."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_no_input_yields_a_500(cast, told):
    """Every address of the description, with and without a session, tried with whatever its schema allows and forbids."""
    a_round(cast, kind="town", state="preparation", programme=told.round.programme)
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    session = {"sessionid": sign_in(cast.town_office).cookies["sessionid"].value, "csrftoken": TOKEN}
    tried = []
    for found in described.get_all_operations():
        operation = found.ok()
        tried.append(operation.label)
        for mode in schemathesis.GenerationMode:

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
            def nothing_breaks(case):
                for cookies in (session, {}):
                    answer = case.call(headers={"X-CSRFToken": TOKEN}, cookies=cookies)
                    assert answer.status_code < 500, answer.text

            with suppress(Unsatisfiable):  # an address without parameters allows no wrong ones
                nothing_breaks()
    assert "POST /api/acts/{name}/{pk}" in tried
    assert len(tried) == 8


def test_every_act_answers_any_form_without_a_500(cast):
    """Every act by its real name, on records that are there, with nonsense in every field of its form."""
    round_ = a_round(cast, state="conclusion")
    records = {}
    clients = [(who, sign_in(who)) for who in (cast.office, cast.town_office)]
    for name, form in FORMS.items():
        row = REGISTER[name]
        record = records[row.on] = records.get(row.on) or SUBJECTS[row.on](cast, round_)
        for who, client in clients:
            fields = form(actor=who, subject=record).fields
            for nonsense in ("\x00", "9" * 40, ["2006-02-30", "<b>"]):
                answer = post(client, name, record.pk, dict.fromkeys(fields, nonsense))
                assert answer.status_code in (200, 404, 409, 422), (name, nonsense)
