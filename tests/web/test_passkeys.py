"""A passkey is set up and signs in, in a real browser with a virtual authenticator."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.urls import reverse
from tests.cast import make_cast

from shuzhi.acts import account, person
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "梅花香自苦寒来。"
# A telephone's own: it knows who holds it, and keeps the key.
TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def someone():
    cache.clear()
    cast = make_cast()
    invited = person.invite(cast.steward, m.Person.objects.get(pk=cast.deputy.person))
    return account.accept(invited.told_once, username="qinzihan", password=PASSWORD)


def test_a_passkey_is_set_up_and_signs_in_without_a_password(someone, page, live_server):
    # A passkey belongs to a name; an address in figures has none.
    home = live_server.url.replace("127.0.0.1", "localhost")
    failed = []
    page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    with_authenticator = page.context.new_cdp_session(page)
    with_authenticator.send("WebAuthn.enable")
    authenticator = with_authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE})

    page.goto(home + reverse("account_login"))
    page.fill("#id_login", "qinzihan")
    page.fill("#id_password", PASSWORD)
    page.click("main form.form button")
    page.wait_for_url(home + reverse("desk"))

    page.goto(home + reverse("mfa_add_webauthn"))
    if "reauthenticate" in page.url:
        page.fill("#id_password", PASSWORD)
        page.click("main form.form button")
    page.fill("#id_name", "我的手机")
    if page.locator("#id_passwordless").count():
        page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/webauthn/add" not in url)
    kept = with_authenticator.send("WebAuthn.getCredentials", {"authenticatorId": authenticator["authenticatorId"]})
    assert len(kept["credentials"]) == 1
    assert get_user_model().objects.get(username="qinzihan").authenticator_set.filter(type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto(home + reverse("account_login"))
    page.click("#passkey_login")
    page.wait_for_url(home + reverse("desk"))
    assert "覃子涵" in page.inner_text("body")
    assert not failed
