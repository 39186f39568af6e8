"""What the tests of pages share: a browser of one of the cast, a page's words, and people who press at once."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from html import unescape
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuzhi.acts._perform import AlreadyDone, Refused
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


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Everybody presses at the same moment, each in a thread with a connection of its own: what each was told."""
    start, told = threading.Barrier(len(deeds)), list[object]()

    def press(deed: Callable[[], object]) -> None:
        try:
            start.wait()
            told.append(deed())
        except (Refused, AlreadyDone) as error:
            told.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
