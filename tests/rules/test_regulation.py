"""An edition is data: every number has a source, and a wrong file is told where it is wrong."""

import copy
import json
from datetime import date

import pytest

from shuzhi.rules.clauses import CLAUSES, is_source
from shuzhi.rules.regulation import (
    STAGES,
    ShapeError,
    edition_from_dict,
    edition_keys,
    load_edition,
    to_dict,
)

EDITION = load_edition("xishan_2006")


def _changed(path, value):
    data = copy.deepcopy(to_dict(EDITION))
    *parents, last = path
    place = data
    for step in parents:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data


def test_the_numbers_of_the_document_are_the_document_s():
    assert (EDITION.quota("district_town").low, EDITION.quota("district_town").high) == (2, 2)
    assert (EDITION.quota("district_organs").low, EDITION.quota("district_organs").high) == (3, 3)
    assert (EDITION.quota("town").unit, EDITION.quota("town").low, EDITION.quota("town").high) == ("groups", 1, 2)
    assert (EDITION.quorum.value, EDITION.quorum.soft, EDITION.quorum.clause) == (50, True, "4.3a")
    assert EDITION.window("district_organs").start == date(2006, 5, 1)
    assert EDITION.window("district_town").end == date(2006, 7, 31)
    assert (EDITION.window("town").start, EDITION.window("town").end) == (None, date(2006, 10, 31))
    assert EDITION.basis.adopted == date(2006, 5, 31)


def test_the_agenda_stands_in_the_clause_s_order_with_the_right_speaker():
    assert [item.source for item in EDITION.agenda] == [
        "4.3b(i)", "4.3b(ii)", "4.3b(iii)", "4.3b(iv)", "4.3b(v)",
    ]  # fmt: skip
    first, *rest = EDITION.agenda
    assert EDITION.speaker(first, "district_organs").zh == "区人大分管领导"
    assert EDITION.speaker(first, "district_town").zh == "镇人大负责人（受区人大常委会委托）"
    assert EDITION.speaker(first, "town").zh == "镇党组织负责人或镇人大负责人"
    assert all(EDITION.speaker(item, "town") is None for item in rest)


def test_the_sheet_asks_overall_and_the_five_aspects_in_four_grades():
    assert [g.label.zh for g in EDITION.grades] == ["满意", "基本满意", "不满意", "不了解"]
    assert [q.key for q in EDITION.questions] == ["overall", "law", "sessions", "voters", "activities", "example"]
    assert [a.key for a in EDITION.aspects if a.required] == ["law", "sessions", "voters", "activities", "example"]
    assert EDITION.aspect("shortcomings").source == "D0001"
    assert EDITION.sheet.secrecy.decision == "D0002"
    assert EDITION.sheet.secrecy.clause is None


def test_every_leaf_names_a_clause_or_a_decision_and_every_clause_has_a_leaf():
    assert all(is_source(source) for source in EDITION.sources().values())
    assert EDITION.sources()["quorum"] == "4.3a"
    assert EDITION.sources()["aspects.voters"] == "3.3"
    assert set(CLAUSES) <= EDITION.cited()


def test_only_district_lists_are_filed_upward():
    assert "roster_file" in {t.key for t in EDITION.tasks("district_town")}
    assert "roster_file" not in {t.key for t in EDITION.tasks("town")}


def test_the_plan_s_stages_follow_each_other():
    for kind in ("district_town", "district_organs", "town"):
        stages = [task.stage for task in EDITION.tasks(kind)]
        assert stages == sorted(stages, key=STAGES.index)
        assert set(stages) == set(STAGES)


def test_a_programme_keeps_the_whole_edition():
    kept = json.loads(json.dumps(to_dict(EDITION)))
    assert edition_from_dict(kept) == EDITION
    del kept["sheet"]["bears"]  # one kept before it could be chosen: one sheet for all
    assert edition_from_dict(kept) == EDITION


def test_all_text_is_in_both_languages():
    def walk(data, path=""):
        if isinstance(data, dict):
            if "zh" in data or "en" in data:
                assert data["zh"].strip(), path
                assert data["en"].strip(), path
            for key, inner in data.items():
                walk(inner, f"{path}.{key}")
        elif isinstance(data, list):
            for n, inner in enumerate(data):
                walk(inner, f"{path}[{n}]")

    walk(to_dict(EDITION))


@pytest.mark.parametrize(
    ("path", "value", "place", "why"),
    [
        (["quorum"], ..., "quorum", "missing"),
        (["quorum", "value"], "fifty", "quorum.value", "not a int"),
        (["quorum", "value"], True, "quorum.value", "not a int"),
        (["quorum", "value"], 0, "quorum", "above zero"),
        (["quorum", "clause"], "9.9", "quorum", "neither a clause nor a decision"),
        (["quorum", "clause"], ..., "quorum", "exactly one source"),
        (["quorum", "decision"], "D0001", "quorum", "exactly one source"),
        (["qourum"], 50, "qourum", "not known"),
        (["grades"], [], "grades", "at least one"),
        (["grades", 1, "key"], "satisfied", "grades", "same key"),
        (["grades", 0, "label"], "满意", "grades[0].label", "a table"),
        (["quotas", "town", "low"], 3, "quotas.town", "above high"),
        (["quotas", "town"], ..., "quotas", "are needed"),
        (["windows", "district", "end"], "2006-04-31", "windows.district.end", "not a date"),
        (["windows", "district", "end"], "2006-04-30", "windows.district", "ends before"),
        (["questions", 1, "aspect"], "works", "questions.law.aspect", "no aspect"),
        (["agenda", 0, "speakers", "town"], ..., "agenda.leader_speech.speakers", "every kind"),
        (["plan_tasks", 0, "stage"], "later", "plan_tasks.plan_draft.stage", "no stage"),
        (["plan_tasks", 0, "holder"], "me", "plan_tasks.plan_draft.holder", "one of"),
        (["sheet", "bears", "value"], "each", "sheet.bears", "one of all_reporters, one_reporter"),
        (["sheet", "who_rates", "value"], "some", "sheet.who_rates", "one of own, all"),
        (["disclosure", "least_sheets", "value"], 1, "disclosure.least_sheets", "2 or more"),
        (["days", "soon", "value"], -1, "days.soon", "negative"),
        (["stages"], [], "stages", "at least one"),
        (["aspects"], {}, "aspects", "a list"),
    ],
)
def test_a_wrong_edition_is_told_where_and_why(path, value, place, why):
    with pytest.raises(ShapeError) as refused:
        edition_from_dict(_changed(path, value))
    assert refused.value.path == place
    assert why in refused.value.why


def test_an_unknown_edition_names_the_known_ones():
    assert "xishan_2006" in edition_keys()
    with pytest.raises(LookupError, match="xishan_2006"):
        load_edition("../secrets")
