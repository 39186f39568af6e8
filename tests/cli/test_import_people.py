"""The command that imports rosters: what it says, what it answers to the shell, and what it writes."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import shuzhi
from shuzhi.acts import account, person
from shuzhi.reads.actors import actor_for_person
from shuzhi.records import models as m

DEMO = Path(shuzhi.__file__).parent / "cli" / "demo" / "xishan"


@pytest.fixture
def office(db):
    """A founded district with one person in the district office."""
    steward = actor_for_person(account.found_district("锡山区", steward="魏浩锡").person)
    district = m.Body.objects.get()
    someone = person.add(steward, district, name="钱嘉明")
    person.appoint(steward, someone, office="district_office", body=district, since="2004-01-01")
    return someone


def run(*args):
    """What the command wrote and its exit code."""
    out = StringIO()
    try:
        call_command("import_people", *map(str, args), stdout=out)
    except SystemExit as left:
        return out.getvalue(), left.code
    except CommandError as error:
        return str(error), error.returncode
    return out.getvalue(), 0


def test_a_dry_run_writes_nothing(office):
    said, code = run(DEMO, "--dry-run")
    assert "预览，没有写入：新增 1421，待确认 49，重复行 1" in said
    assert code == 1
    assert not m.Mandate.objects.exists()


def test_the_certain_rows_are_imported_and_the_rest_is_said(office, tmp_path):
    said, code = run(DEMO)
    assert "已导入：新增 1421，待确认 49" in said
    assert "还有 37 个问题" in said
    assert code == 1
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"*|ethnicity": "=keep", "锡北镇人大代表.csv|term": "1"}), encoding="utf-8")
    said, code = run(DEMO, "--answers", answers)
    assert "新增 49" in said
    assert code == 0
    said, code = run(DEMO, "--answers", answers)
    assert "已导入：无变动 1470，重复行 1" in said
    assert code == 0


def test_json_names_every_question_with_its_choices(office):
    said, code = run(DEMO, "--dry-run", "--json")
    told = json.loads(said)
    assert (told["imported"], told["counts"]["doubtful"], code) == (False, 49, 1)
    question = next(q for q in told["questions"] if q["key"].endswith("|ethnicity"))
    assert question["choices"] == ["=keep", "=blank", "=skip"]
    assert question["en"].endswith("the ethnicity says Han, the remark says ethnic minority")
    assert {r["verdict"] for r in told["rows"]} == {"new", "doubtful", "repeated"}


def test_a_bad_file_is_one_sentence_and_exit_code_2(office, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    for more in ([], ["--dry-run"], ["--json"]):
        said, code = run(DEMO, bad, *more)
        assert (code, said.count("坏.xlsx")) == (2, 1), said
    assert not m.Mandate.objects.exists()


@pytest.mark.parametrize("text", ["[1]", "{", '{"a": 1}'])
def test_a_bad_file_of_answers_is_refused(office, tmp_path, text):
    answers = tmp_path / "answers.json"
    answers.write_text(text)
    assert run(DEMO, "--answers", answers)[1] == 2
    assert run(DEMO / "没有这个.xlsx")[1] == 2
    assert not m.Mandate.objects.exists()


def test_somebody_of_the_office_has_to_do_it(office):
    assert run(DEMO, "--by", "魏浩锡")[1] == 2
    steward = actor_for_person(m.Person.objects.get(name="魏浩锡"))
    other = person.add(steward, m.Body.objects.get(), name="严怡")
    person.appoint(steward, other, office="district_office", body=m.Body.objects.get(), since="2004-01-01")
    assert run(DEMO)[1] == 2
    assert run(DEMO, "--by", "严怡")[1] == 1
    assert m.Entry.objects.filter(act="people.import").get().person_name == "严怡"


def test_before_the_founding_there_is_nothing_to_import_into(db):
    said, code = run(DEMO)
    assert (code, "found_district" in said) == (2, True)


def test_founding_prints_the_steward_s_link_and_happens_once(db):
    out = StringIO()
    call_command("found_district", "锡山区", steward="魏浩锡", stdout=out)
    assert "http://127.0.0.1:8000/account/invitation/" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("found_district", "锡山区", steward="魏浩锡")
