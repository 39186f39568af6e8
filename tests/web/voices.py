"""What the tests of opinions, reports and rectification share: a browser of one of the cast, and a page's words."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuzhi.records import models as m
from shuzhi.rules.roles import Actor


def signed_in(actor: Actor, language: str = "zh-hans") -> Client:
    """A browser in which this actor is signed in; the public is not."""
    client = Client()
    client.cookies["language"] = language
    if actor.signed_in:
        person = m.Person.objects.get(pk=actor.person)
        if person.account is None:
            person.account = get_user_model().objects.create(username=f"p{person.pk}")
            person.save()
        client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(answer: Any) -> str:
    """The page's text, without the frame around it."""
    body = answer.content.decode().split("<main", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("　", "").split())


def queries(client: Client, path: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
