"""The pages of people, bodies and the import, seen by those who may and by nobody else."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.acts.test_person_import import ALL, KEPT, row, town_file
from tests.cast import person

from shuzhi.acts.person import import_people
from shuzhi.forms import drafts
from shuzhi.records import models as m

TWO = [file for file in ALL if file[0].startswith(("锡北镇", "鹅湖镇"))]


@pytest.fixture(autouse=True)
def _own_drafts(settings, tmp_path):
    settings.VAR = tmp_path


def signed_in(actor, language="zh-hans"):
    client = Client(headers={"accept-language": language})
    if actor.signed_in:
        user, _ = get_user_model().objects.get_or_create(username=f"u{actor.person}")
        m.Person.objects.filter(pk=actor.person).update(account=user)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def upload(files):
    return {"files": [SimpleUploadedFile(name, data) for name, data in files]}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("who", ["office", "town_office", "leader", "deputy", "steward", "stranger"])
def test_lists_answer_everybody_who_signed_in(cast, who, language):
    client = signed_in(getattr(cast, who), language)
    for name in ("people", "bodies"):
        assert client.get(reverse(name)).status_code == 200


def test_the_public_is_asked_to_sign_in(cast):
    for name, args in (("people", []), ("bodies", []), ("people_import", []), ("person", [cast.deputy.person])):
        answer = Client().get(reverse(name, args=args))
        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 200),
        ("steward", 200),
        ("town_office", 200),
        ("leader", 200),
        ("deputy", 200),
        ("stranger", 404),
        ("second_deputy", 404),
    ],
)
def test_a_person_is_seen_by_bodies_they_belong_to(cast, who, status):
    assert signed_in(getattr(cast, who)).get(reverse("person", args=[cast.deputy.person])).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("office", 200), ("town_office", 200), ("steward", 404), ("deputy", 404), ("leader", 404), ("chairpersons", 404)],
)
def test_the_import_is_for_those_who_import(cast, who, status):
    client = signed_in(getattr(cast, who))
    assert client.get(reverse("people_import")).status_code == status
    assert client.post(reverse("people_files"), upload(town_file(row()))).status_code == (303 if status == 200 else 404)


def test_found_by_name_initials_and_telephone(cast):
    import_people(cast.office, cast.district, files=town_file(row(), row(姓名="单于阿曾", 联系电话="13911112222")))
    client = signed_in(cast.office)
    for text in ("单于", "cya", "CYAZ", "1391111", "2222"):
        page = client.get(reverse("people"), {"name": text}).content.decode()
        assert "单于阿曾" in page, text
        assert "丁一" not in page.split("<table")[1], text


def test_voters_are_their_towns_own(cast):
    m.Voter.objects.create(name="罗阿大", kind="选民代表", constituency=cast.constituency, village="港下")
    for who, seen in (
        ("office", True),
        ("town_office", True),
        ("leader", True),
        ("stranger", False),
        ("steward", False),
    ):
        page = signed_in(getattr(cast, who)).get(reverse("people"), {"tab": "voters"}).content.decode()
        assert ("罗阿大" in page) is seen, who


@pytest.mark.parametrize("tab", ["deputies", "officers", "voters"])
def test_a_list_asks_the_same_of_the_database_for_one_row_and_for_many(cast, tab, django_assert_max_num_queries):
    client = signed_in(cast.office)

    def asked():
        with django_assert_max_num_queries(15) as queries:
            assert client.get(reverse("people"), {"tab": tab}).status_code == 200
        return len(queries)

    m.Voter.objects.create(name="罗阿大", kind="选民代表", constituency=cast.constituency)
    asked()
    few = asked()
    for n in range(40):
        someone = person(f"丁{n:02}")
        m.Mandate.objects.create(person=someone, level="town", group=cast.town_group, constituency=cast.constituency)
        m.Tenure.objects.create(person=someone, office="presidium", body=cast.town, since="2004-01-01")
        m.Voter.objects.create(name=f"罗{n:02}", kind="选民代表", constituency=cast.constituency)
    assert asked() == few


def test_pages_of_one_person_and_of_bodies_stay_within_fifteen_queries(cast, django_assert_max_num_queries):
    client = signed_in(cast.office)
    for address in (reverse("person", args=[cast.deputy.person]), reverse("bodies")):
        client.get(address)
        with django_assert_max_num_queries(15):
            client.get(address)


def test_from_the_files_to_the_archive_in_the_browser(cast):
    client = signed_in(cast.office)
    before = m.Person.objects.count()
    answer = client.post(reverse("people_files"), upload(TWO))
    assert answer.status_code == 303
    preview = client.get(answer["Location"])
    page = preview.content.decode()
    assert "12 行是同一个问题" in page
    assert m.Person.objects.count() == before
    token = preview.context["draft"].token
    common = preview.context["common"][0]["question"].common
    # Answer them all together, look again, import.
    answered = client.post(reverse("people_files"), {"draft": token, f"answer:{common}": "=keep"})
    assert client.get(answered["Location"]).context["page"].counts["doubtful"] == 0
    done = client.post(
        reverse("act", args=["people.import", cast.district.pk]), {"draft": token, "next": reverse("people_import")}
    )
    assert (done.status_code, done["Location"]) == (303, reverse("people_import"))
    assert m.Mandate.objects.filter(group__parent__name__in=["锡北镇", "鹅湖镇"]).count() == 109
    assert "导入完成" in client.get(done["Location"]).content.decode()
    again = client.post(reverse("people_files"), upload(TWO))
    counts = client.get(again["Location"]).context["page"].counts
    assert (counts["new"], counts["changed"]) == (0, 0)


def test_every_verdict_has_its_list(cast):
    client = signed_in(cast.office)
    files = town_file(row(), row(姓名="丁二", 出生年月="1970.13", 联系电话="13800000003"))
    here = client.post(reverse("people_files"), upload(files))["Location"]
    for show, there, gone in (("new", "丁一", "丁二"), ("wrong", "丁二", "丁一")):
        table = client.get(f"{here}&show={show}").content.decode().split('class="table stackable rows"')[1]
        assert there in table
        assert gone not in table


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_file_that_cannot_be_read_gets_its_sentence(cast, language):
    client = signed_in(cast.office, language)
    for name, data in (("空.xlsx", b""), ("坏.xlsx", b"PK\x03\x04" + b"\x00" * 40)):
        answer = client.post(reverse("people_files"), upload([(name, data)]))
        assert answer.status_code == 422
        assert not answer.content.decode().count("None")
    assert client.post(reverse("people_files"), {}).status_code == 422


def test_a_huge_file_is_not_read(cast, monkeypatch):
    monkeypatch.setattr("shuzhi.forms.person.BYTES", 10)
    answer = signed_in(cast.office).post(reverse("people_files"), upload(town_file(row())))
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()


def test_a_draft_belongs_to_whoever_uploaded_it_and_lives_an_hour(cast, monkeypatch):
    here = signed_in(cast.office).post(reverse("people_files"), upload(town_file(row())))["Location"]
    assert signed_in(cast.town_office).get(here).status_code == 404
    token = here.split("draft=")[1]
    for wrong in ("x" * 22, "../../../etc/passwd", token + "a"):
        assert signed_in(cast.office).get(reverse("people_import"), {"draft": wrong}).status_code == 404
    monkeypatch.setattr(drafts, "LIFE", -1)
    answer = signed_in(cast.office).post(reverse("act", args=["people.import", cast.district.pk]), {"draft": token})
    assert answer.status_code == 422
    assert not m.Person.objects.filter(name="丁一").exists()


def test_an_invitation_s_link_is_shown_once(cast):
    client = signed_in(cast.steward)
    there = reverse("person", args=[cast.deputy.person])
    answer = client.post(reverse("act", args=["person.invite", cast.deputy.person]), {"next": there})
    assert answer.status_code == 303
    first = client.get(there)
    link = re.search(r"/account/invitation/[\w-]+", first.content.decode())
    assert link
    assert first["Cache-Control"] == "no-store"
    assert "/account/invitation/" not in client.get(there).content.decode()
    assert Client().get(link[0]).status_code == 200


def test_appointing_and_ending_in_the_browser(cast):
    client = signed_in(cast.steward)
    there = reverse("act", args=["person.appoint", cast.deputy.person])
    assert client.get(there).status_code == 200
    assert client.post(there, {"place": "99999:presidium", "since": "2026-05-01"}).status_code == 422
    assert client.post(there, {"place": f"{cast.town.pk}:presidium", "since": "2026-05-01"}).status_code == 303
    tenure = m.Tenure.objects.get(person=cast.deputy.person)
    end = reverse("act", args=["person.end_tenure", tenure.pk])
    assert client.get(end).status_code == 200
    assert client.post(end, {"until": "2026-06-01"}).status_code == 303


def test_merging_offers_the_namesakes(cast):
    twin = person("覃子涵", phone="13800000001")
    client = signed_in(cast.office)
    there = reverse("act", args=["person.merge", twin.pk])
    assert "13800000001" not in client.get(there).content.decode().split("choices")[-1]
    assert client.post(there, {"into": str(cast.stranger.person)}).status_code == 422
    assert client.post(there, {"into": str(cast.deputy.person)}).status_code == 303


def test_a_town_seen_by_its_office_at_district_scale(cast, django_assert_max_num_queries):
    import_people(cast.office, cast.district, files=ALL, answers=KEPT)
    client = signed_in(cast.town_office)
    client.get(reverse("people"))
    with django_assert_max_num_queries(15):
        assert client.get(reverse("people"), {"tab": "voters", "page": "3"}).status_code == 200


def test_a_list_of_deputies_leads_to_each_duty_ledger_that_may_be_read(cast):
    town = signed_in(cast.town_office).get(reverse("people")).content.decode()
    mandate = cast.mandate(cast.deputy)
    assert reverse("ledger", args=[mandate.pk]) in town
    assert reverse("ledger", args=[mandate.pk]) not in signed_in(cast.steward).get(reverse("people")).content.decode()


def test_an_office_holder_whose_page_is_not_for_the_town_is_a_name_without_a_link(cast):
    page = signed_in(cast.town_office).get(reverse("bodies")).content.decode()
    assert cast.presidium.name in page
    for one in m.Person.objects.all():
        if reverse("person", args=[one.pk]) + '"' in page:
            assert signed_in(cast.town_office).get(reverse("person", args=[one.pk])).status_code == 200, one.name
