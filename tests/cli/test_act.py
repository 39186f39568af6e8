"""``manage.py act``: the same act, the same refusal, the exit status says which."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from tests.builders_public import a_told_round

from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return a_told_round(cast)


def act(name, pk, actor, *fields):
    call_command("act", name, str(pk), "--as", str(actor.person), *fields)


def status(*args):
    with pytest.raises(CommandError) as error:
        act(*args)
    return error.value.returncode, str(error.value)


def draft(told, actor, **more):
    given = {"title": "通报", "text": "已装。", "circle": "选民代表", "manner": "会议", "on": clock.today()} | more
    act("notice.draft", told.round.pk, actor, *(f"{k}={v}" for k, v in given.items()))
    return m.Notice.objects.latest("pk")


def test_done_says_what_was_made(cast, told, capsys):
    notice = draft(told, cast.town_office)
    assert capsys.readouterr().out == f"拟定通报: notice {notice.pk} drafted\n"


def test_refused_is_one_and_says_the_clause(cast, told):
    notice = draft(told, cast.town_office)
    code, said = status("notice.publish", notice.pk, cast.town_office)
    assert code == 1
    assert "[4.4b] 原则上：还有1项整改目标没有进展记录。" in said
    act("notice.publish", notice.pk, cast.town_office, "reason=继续办。")
    assert m.Notice.objects.get(pk=notice.pk).state == "published"
    code, said = status("notice.draft", told.round.pk, cast.office, "title=x", "text=x", "circle=x", "manner=x")
    assert code == 1
    assert "由镇人大 或 代表小组组长办理" in said.replace("、", " 或 ")


def test_bad_input_is_two_and_says_the_field(cast, told):
    code, said = status("notice.draft", told.round.pk, cast.town_office, "on=昨天")
    assert code == 2
    assert "title:" in said
    assert "on:" in said
    assert status("no.such", 1, cast.town_office)[0] == 2
    assert status("notice.draft", told.round.pk, cast.stranger)[0] == 2
    assert status("notice.draft", told.round.pk, cast.town_office, "nonsense")[0] == 2
    assert status("people.import", cast.district.pk, cast.office, "files=@/no/such/file")[0] == 2
    nobody = type(cast.office)(person=10**6)
    assert status("notice.draft", told.round.pk, nobody)[0] == 2
