"""Signing in: by invitation only, Argon2, lockout, second factors that really work, and nothing inline."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from shuzhi.acts import account, person
from shuzhi.records import models as m

PASSWORD = "梅花香自苦寒来。"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def user(cast):
    someone = m.Person.objects.get(pk=cast.deputy.person)
    return account.accept(person.invite(cast.steward, someone).told_once, username="qinzihan", password=PASSWORD)


def sign_in(client, password=PASSWORD, username="qinzihan"):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def client(user):
    client = Client()
    assert sign_in(client).status_code == 302
    # Ways of signing in are changed only by somebody who has just proved who they are.
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    return client


def test_signing_in_leads_to_the_desk(user):
    answer = sign_in(Client())
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk"))


def test_passwords_are_hashed_with_argon2(user):
    assert user.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_six_wrong_passwords_lock_the_door_even_for_the_right_one(user, language):
    client = Client(headers={"accept-language": language})
    for _ in range(5):
        assert sign_in(client, "不对").status_code == 200
    locked = sign_in(client, "不对")
    assert locked.status_code == 429
    assert ("暂时不能登录" if language == "zh-hans" else "cannot sign in") in locked.content.decode()
    assert sign_in(client).status_code == 429
    assert not client.get(reverse("desk")).context
    assert not get_user_model().objects.filter(last_login__isnull=False).exists()


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "password/reset/",
        "password/reset/done/",
        "password/set/",
        "login/code/confirm/",
    ],
)
def test_nobody_signs_up_and_there_is_no_e_mail(client, address):
    for visitor in (client, Client()):
        assert visitor.get(f"/account/{address}").status_code == 404
        assert visitor.post(f"/account/{address}", {"username": "x"}).status_code == 404


def test_an_invitation_is_accepted_once_in_the_browser(cast):
    someone = m.Person.objects.get(pk=cast.deputy.person)
    link = reverse("invitation", args=[person.invite(cast.steward, someone).told_once])
    client = Client()
    assert "覃子涵" in client.get(link).content.decode()
    for bad in (
        {"username": "q", "password": "12345678", "again": "12345678"},
        {"username": "q", "password": PASSWORD, "again": "别的密码别的密码"},
        {"username": "", "password": PASSWORD, "again": PASSWORD},
    ):
        assert client.post(link, bad).status_code == 422
    assert client.post(link, {"username": "q", "password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert client.get(link).status_code == 410
    assert "已经用过" in client.get(link).content.decode()
    assert sign_in(Client(), username="q").status_code == 302
    assert client.get(reverse("invitation", args=["没有这个"])).status_code == 404


def test_a_taken_name_is_not_given_twice(cast, user):
    other = m.Person.objects.get(pk=cast.second_deputy.person)
    link = reverse("invitation", args=[person.invite(cast.steward, other).told_once])
    answer = Client().post(link, {"username": "QinZiHan", "password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 422


def test_totp_is_set_up_and_then_asked_for(client, user):
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page.content.decode())[1]
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_activate_totp"), {"code": code(secret)}).status_code == 302
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    recovery = re.search(r"<code>(\w+)</code>", codes)[1]
    cache.clear()  # a code counts once; the next sign-in comes half a minute later
    fresh = Client()
    asked = sign_in(fresh)
    assert asked["Location"].startswith(reverse("mfa_authenticate"))
    assert fresh.get(reverse("desk")).status_code == 302
    assert fresh.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert fresh.post(reverse("mfa_authenticate"), {"code": code(secret)})["Location"] == reverse("desk")
    assert fresh.get(reverse("desk")).status_code == 200
    other = Client()
    sign_in(other)
    assert other.post(reverse("mfa_authenticate"), {"code": recovery})["Location"] == reverse("desk")
    third = Client()
    sign_in(third)
    assert third.post(reverse("mfa_authenticate"), {"code": recovery}).status_code == 200


def test_guessing_the_second_factor_is_limited(client, user):
    secret = re.search(r'class="secret">([A-Z2-7]+)<', client.get(reverse("mfa_activate_totp")).content.decode())[1]
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    cache.clear()
    guesser = Client()
    sign_in(guesser)
    for _ in range(12):
        guesser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert guesser.post(reverse("mfa_authenticate"), {"code": code(secret)}).status_code == 200


def test_a_new_invitation_takes_the_lost_second_factor_off(client, user, cast):
    secret = re.search(r'class="secret">([A-Z2-7]+)<', client.get(reverse("mfa_activate_totp")).content.decode())[1]
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    someone = m.Person.objects.get(pk=cast.deputy.person)
    account.accept(person.invite(cast.steward, someone).told_once, username="", password="新的密码新的密码")
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get(reverse("desk")).status_code == 302  # signed out everywhere
    assert sign_in(Client(), "新的密码新的密码")["Location"] == reverse("desk")


PAGES = [
    "account_login", "account_logout", "account_change_password", "account_reauthenticate", "account_inactive",
    "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
    "mfa_reauthenticate", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
    "mfa_authenticate",
]  # fmt: skip
LATIN = re.compile(r"[A-Za-z]{3,}")
KNOWN_LATIN = {"English", "JavaScript", "FreeOTP", "html"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("factor", [False, True])
def test_no_page_of_an_account_has_anything_inline_or_in_the_wrong_language(client, user, language, factor):
    if factor:
        secret = re.search(r'class="secret">([A-Z2-7]+)<', client.get(reverse("mfa_activate_totp")).content.decode())[1]
        client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    half = Client(headers={"accept-language": language})
    sign_in(half)
    seen = 0
    for visitor in (client, Client(), half):
        for name in PAGES:
            answer = visitor.get(reverse(name), headers={"accept-language": language})
            assert answer.status_code in (200, 302, 404), name
            if answer.status_code != 200:
                continue
            seen += 1
            page = answer.content.decode()
            assert "script-src 'self'" in answer["Content-Security-Policy"]
            assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page), name
            for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.S):
                assert "src=" in attributes or 'type="application/json"' in attributes, name
                assert not ("src=" in attributes and body.strip()), name
            words = re.sub(
                r"<script.*?</script>|<code.*?</code>|<[^>]+>|qinzihan",
                " ",
                page.split("<main", 1)[1].split(">", 1)[1].split("</main>")[0],
                flags=re.S,
            )
            if language == "zh-hans":
                assert not set(LATIN.findall(words)) - KNOWN_LATIN, (name, LATIN.findall(words))
            else:
                assert not re.search("[\u4e00-\u9fff]{2,}", words), (name, re.findall("[\u4e00-\u9fff]+", words))
    assert seen > 5
