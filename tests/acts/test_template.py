"""The office's own templates: kept with their check, used only when sound, one in use at a time (D0011)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast

from shuzhi.acts import template as templates
from shuzhi.acts._perform import Refused
from shuzhi.reads.template import adopted, home
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db
FLAW = {"kind": "unknown", "what": "会议地址", "place": ["body", 2], "around": "", "near": "会议地点"}


def upload(cast: Cast, data: bytes = b"one", **more: object) -> m.Template:
    given = {"paper": "call", "filename": "通知.docx", "data": data, "uses": ["标题"], "flaws": []} | more
    return templates.upload(cast.town_office, cast.town, **given)  # type: ignore[arg-type]


def in_use(cast: Cast) -> bytes | None:
    found = adopted(cast.town, "call")
    return bytes(found.data) if found else None


def test_a_template_is_used_from_its_adoption_and_every_version_is_kept(cast: Cast):
    first, second = upload(cast), upload(cast, b"two")
    assert (first.version, second.version, in_use(cast)) == (1, 2, None)
    templates.adopt(cast.town_office, first)
    assert in_use(cast) == b"one"
    templates.adopt(cast.town_office, second)
    assert in_use(cast) == b"two"
    templates.withdraw(cast.town_office, second)
    assert in_use(cast) is None
    templates.adopt(cast.office, first)
    assert in_use(cast) == b"one"
    assert list(m.Template.objects.values_list("version", "state")) == [(2, "retired"), (1, "adopted")]
    line = m.Entry.objects.order_by("-pk")[0]
    assert (line.act, line.detail["digest"], line.office) == ("template.adopt", first.digest, "district_office")


def test_what_is_to_be_mended_is_kept_and_not_used(cast: Cast):
    wrong = upload(cast, flaws=[FLAW])
    with pytest.raises(Refused) as refused:
        templates.adopt(cast.town_office, wrong)
    assert [(x.clause, "1 处" in x.text.zh) for x in refused.value.verdict.lacks] == [("D0011", True)]
    assert in_use(cast) is None


def test_who_may_not_and_what_cannot_be_twice(cast: Cast):
    made = upload(cast)
    for actor in (cast.stranger, cast.leader, cast.presidium, cast.deputy, cast.steward):
        with pytest.raises(Refused):
            templates.adopt(actor, made)
        with pytest.raises(Refused):
            templates.upload(actor, cast.town, paper="call", filename="x", data=b"x", uses=[], flaws=[])
    with pytest.raises(Refused):
        templates.withdraw(cast.town_office, made)
    with pytest.raises(IntegrityError), transaction.atomic():
        m.Template.objects.bulk_create(
            [m.Template(body=cast.town, paper="call", version=1, size=1, uploaded_at=made.uploaded_at, data=b"")]
        )
    with pytest.raises(TypeError):
        made.delete()


def test_the_organs_group_uses_the_districts(cast: Cast):
    assert home(m.Round(organiser=cast.organs)) == cast.district
    assert home(m.Round(organiser=cast.town)) == cast.town
