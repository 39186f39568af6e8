"""The archive box of a round (4.4c, D0010): whole, checkable without the program, the same for the same records, never two."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from tests.apart import ON_SQLITE_ONCE
from tests.builders import a_round
from tests.cast import Cast, make_cast
from tests.sheets import all_of, opened, put, seal
from tests.web.voices import signed_in, words

from shuzhi.acts import archive as acts
from shuzhi.acts import count as counts
from shuzhi.acts import paper, sheet, study
from shuzhi.acts._perform import Refused
from shuzhi.crafts.office.blocks import Document, Masthead, Paragraph
from shuzhi.jobs.archive import making
from shuzhi.reads.archive import facts
from shuzhi.reads.paper import file_stem
from shuzhi.records import clock, kept
from shuzhi.records import models as m
from shuzhi.records.archive import alone, being_made, file_of

pytestmark = pytest.mark.django_db
NOTICE = Document("述职会议通知", (Paragraph("请到会。"),), masthead=Masthead("东港镇人大文件", ""))
FORMULA = "=cmd|' /C calc'!A0"
VOTER, PHONE = "张缪根", "13900001234"


@pytest.fixture(autouse=True)
def var(tmp_path, settings):
    settings.KEPT, settings.ARCHIVES = tmp_path / "kept", tmp_path / "archives"


def press(document: Document) -> tuple[bytes, bytes]:
    said = f"{document.masthead.number if document.masthead else ''}{document.blocks}"
    return f"docx {said}".encode(), f"pdf {said}".encode()


def a_full_round(cast: Cast) -> tuple[m.Round, list[str]]:
    """A round with an evaluation that was announced, opinions, a paper sent; and the codes of its sheets."""
    meeting, codes = opened(cast, 12)
    with override_settings(CAST_WAIT=0.0):
        for n, code in enumerate(codes[:11]):
            put(code, f"{n:024}", all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    count = counts.confirm(cast.scrutineer, counts.draw_up(cast.scrutineer, meeting, unused=1))
    counts.announce(cast.town_office, seal(cast, count))
    round_ = meeting.round
    m.Opinion.objects.create(round=round_, source="visit", on=clock.today(), text=FORMULA, voter_name=VOTER)
    m.Invitee.objects.create(meeting=meeting, name="梁大远", kind="voter_representative", phone=PHONE, present=True)
    paper.set_code(cast.town_office, cast.town, code="东港人大发")
    paper.send(cast.town_office, round_, name="call", about=meeting.pk, document=NOTICE, press=press)
    return round_, codes


def written(round_: m.Round, tmp_path: Path, name: str = "box") -> Path:
    making.write(round_, tmp_path / f"{name}.zip")
    with zipfile.ZipFile(tmp_path / f"{name}.zip") as box:
        box.extractall(tmp_path / name)
    return tmp_path / name


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def flip(path: Path, at: int = -20) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)


def test_the_box_opens_and_every_part_checks_without_the_program(cast, tmp_path):
    round_, _ = a_full_round(cast)
    folder = written(round_, tmp_path)
    assert run(folder, "sha256sum", "-c", "--strict", "SHA256SUMS").returncode == 0
    checked = run(folder, sys.executable, "-I", "journal/check.py")
    assert checked.returncode == 0, checked.stdout
    last = m.Entry.objects.order_by("-pk").values_list("digest", flat=True).first()
    assert last in checked.stdout
    record = next((folder / "record").glob("meeting-*.json"))
    verified = run(folder, sys.executable, "-I", "record/verify.py", f"record/{record.name}")
    assert verified.returncode == 0, verified.stdout
    sent = m.SentVersion.objects.get()
    stem = file_stem(sent.paper, sent)
    assert (folder / f"sent/001-{stem}.pdf").read_bytes() == kept.kept(sent.pdf)
    assert (folder / f"sent/001-{stem}.docx").read_bytes() == kept.kept(sent.docx)
    assert (folder / "papers/001-实施方案.pdf").read_bytes().startswith(b"%PDF-")
    edition = json.loads((folder / "edition/edition.json").read_text())
    assert edition["settings"] == round_.programme.edition
    assert "4.3b" in (folder / "edition/regulation.txt").read_text()


def test_a_flipped_byte_is_found_wherever_it_is(cast, tmp_path):
    round_, _ = a_full_round(cast)
    folder = written(round_, tmp_path)
    for path in ("journal/journal.jsonl", "journal/chain.csv"):
        before = (folder / path).read_bytes()
        flip(folder / path)
        assert run(folder, sys.executable, "-I", "journal/check.py").returncode == 1, path
        (folder / path).write_bytes(before)
    for path in [p for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS"]:
        flip(path, at=0)
        said = run(folder, "sha256sum", "-c", "--quiet", "SHA256SUMS")
        assert said.returncode == 1, path
        flip(path, at=0)
    record = next((folder / "record").glob("meeting-*.json"))
    flip(record)
    assert run(folder, sys.executable, "-I", "record/verify.py", f"record/{record.name}").returncode in (1, 2)


def test_a_line_taken_out_of_the_journal_breaks_the_chain(cast, tmp_path):
    round_, _ = a_full_round(cast)
    folder = written(round_, tmp_path)
    lines = (folder / "journal/chain.csv").read_text().splitlines()
    (folder / "journal/chain.csv").write_text("\n".join([*lines[:3], *lines[4:]]) + "\n")
    assert "breaks at line 3" in run(folder, sys.executable, "-I", "journal/check.py").stdout


def test_the_same_records_make_the_same_bytes_on_any_day(cast, tmp_path):
    round_, _ = a_full_round(cast)
    first = making.write(round_, tmp_path / "a.zip")
    with clock.at(clock.now() + timedelta(days=40)):
        assert making.write(round_, tmp_path / "b.zip") == first
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_it_holds_no_code_no_telephone_no_voters_name_and_no_formula(cast, tmp_path):
    round_, codes = a_full_round(cast)
    folder = written(round_, tmp_path)
    data = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    # The record itself publishes the codes that were used (D0007); nothing else knows one.
    elsewhere = [one for path, one in data.items() if path.parent.name != "record"]
    for code in codes:
        assert not any(code.encode() in one for one in elsewhere)
    for path, one in data.items():
        if path.parent.name == "data":
            assert VOTER.encode() not in one, path
            assert PHONE.encode() not in one, path
    with (folder / "data/opinions.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["意见"] == f"'{FORMULA}"
    assert json.loads((folder / "data/opinions.json").read_text())[0]["text"] == FORMULA
    shown = json.loads((folder / "data/results.json").read_text())
    assert {row["sheets"] for row in shown if row["question"].startswith("总")} <= {11, 0}


def test_counts_that_are_not_out_are_not_in_it(cast, tmp_path):
    meeting, codes = opened(cast, 11)
    with override_settings(CAST_WAIT=0.0):
        for n, code in enumerate(codes[:10]):
            put(code, f"{n:024}", all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    seal(cast, counts.confirm(cast.scrutineer, counts.draw_up(cast.scrutineer, meeting, unused=1)))
    folder = written(meeting.round, tmp_path)
    assert json.loads((folder / "data/results.json").read_text()) == []
    assert not (folder / "record").exists()


def test_a_damaged_original_is_left_out_and_said(cast, tmp_path):
    round_, _ = a_full_round(cast)
    flip(kept.path_of(m.SentVersion.objects.get().pdf), at=0)
    folder = written(round_, tmp_path)
    assert not list((folder / "sent").glob("*.pdf"))
    assert "原件损坏" in (folder / "index.html").read_text()
    assert run(folder, "sha256sum", "-c", "SHA256SUMS").returncode == 0


def test_an_act_meanwhile_makes_it_begin_anew(cast, tmp_path):
    round_ = a_round(cast)
    acted = []

    def interrupt(step: str, done: int, total: int) -> None:
        if done == 3 and not acted:
            acted.append(study.record(cast.town_office, round_, on=clock.today(), form="动员会", title="动员会"))

    head, _, _ = making.write(round_, tmp_path / "box.zip", interrupt)
    assert head == m.Entry.objects.get().digest
    with zipfile.ZipFile(tmp_path / "box.zip") as box:
        assert "动员会" in box.read("journal/journal.jsonl").decode()
        assert "动员会" in box.read("data/studies.csv").decode()


@pytest.mark.django_db(transaction=True)
def test_asked_for_on_the_page_made_by_the_worker_and_handed_over():
    cast = make_cast()
    round_ = a_round(cast)
    client = signed_in(cast.town_office)
    address = f"/rounds/{round_.pk}/archive"
    assert "还没有做过" in words(client.get(address))
    assert client.get(f"{address}.zip").status_code == 404
    assert client.post(f"/act/archive.make/{round_.pk}", {"next": address}).status_code == 303
    assert "已经排上队" in words(client.get(address))
    with pytest.raises(Refused, match="正在做"):
        acts.make(cast.leader, round_)
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False, max_tasks=1)
    assert "和现在的记录一致" in words(client.get(address))
    answer = client.get(f"{address}.zip")
    data = b"".join(answer.streaming_content)
    box = m.ArchiveBox.objects.get()
    assert (box.state, box.size, box.asked_by) == ("ready", len(data), "孔丽华")
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    study.record(cast.town_office, round_, on=clock.today(), form="动员会", title="动员会")
    assert "其后又办理 1 件" in words(client.get(address))
    english = signed_in(cast.office, "en")
    assert "Download the archive box" in words(english.get(address))
    assert signed_in(cast.deputy).get(f"{address}.zip").status_code == 404


def test_what_cannot_be_made_says_so_and_leaves_the_old_box(cast, monkeypatch):
    round_ = a_round(cast)
    acts.make(cast.town_office, round_, begin=lambda pk: None)
    making.make.func(round_.pk)
    before = file_of(round_.pk).read_bytes()

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    acts.make(cast.town_office, round_, begin=lambda pk: None)
    monkeypatch.setattr(making, "_put", broken)
    making.make.func(round_.pk)
    box = m.ArchiveBox.objects.get()
    assert (box.state, file_of(round_.pk).read_bytes()) == ("failed", before)
    assert "No space left" in words(signed_in(cast.town_office).get(f"/rounds/{round_.pk}/archive"))
    assert not list(file_of(round_.pk).parent.glob("*.making"))


def test_never_two_at_once(cast, monkeypatch):
    round_ = a_round(cast)
    acts.make(cast.town_office, round_, begin=lambda pk: None)
    monkeypatch.setattr(making, "PATIENCE", 0.0)
    with alone(round_.pk) as mine:
        assert mine
        assert being_made(round_.pk)
        making.make.func(round_.pk)
        assert not file_of(round_.pk).exists()
        with pytest.raises(Refused, match="正在做"), clock.at(clock.now() + timedelta(hours=1)):
            acts.make(cast.town_office, round_, begin=lambda pk: None)
    making.make.func(round_.pk)
    made = file_of(round_.pk).stat().st_mtime_ns
    making.make.func(round_.pk)
    assert file_of(round_.pk).stat().st_mtime_ns == made, "queued twice, made once"


@ON_SQLITE_ONCE
@pytest.mark.django_db(transaction=True)
def test_killed_half_way_it_is_seen_and_begun_again(tmp_path):
    cast = make_cast()
    round_ = a_round(cast)
    acts.make(cast.town_office, round_, begin=lambda pk: None)
    connection.close()
    half = tmp_path / "half"
    child = os.fork()
    if child == 0:  # another process: makes half the box, and is killed
        put_in, seen = making._put, []

        def slowly(box, part):
            seen.append(part)
            if len(seen) == 4:
                half.touch()
                time.sleep(60)
            return put_in(box, part)

        # Without the papers: the type-setter's threads do not live on in a forked process.
        every = making.parts
        making.parts = lambda *given: [part for part in every(*given) if part.section != "papers"]
        making._put = slowly
        making.make.func(round_.pk)
        os._exit(0)
    until = time.monotonic() + 60
    while not half.exists() and time.monotonic() < until:
        time.sleep(0.02)
    box = m.ArchiveBox.objects.get()
    assert (box.state, facts(box, round_.pk).under_way) == ("making", True)
    assert making.resume() == 0, "it is alive: nothing to begin again"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert list(file_of(round_.pk).parent.glob("*.making"))
    assert facts(box, round_.pk).stopped
    assert "做到一半中断了" in words(signed_in(cast.town_office).get(f"/rounds/{round_.pk}/archive"))
    assert making.resume() == 1
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False, max_tasks=1)
    assert m.ArchiveBox.objects.get().state == "ready"
    assert not list(file_of(round_.pk).parent.glob("*.making"))
    assert zipfile.ZipFile(file_of(round_.pk)).testzip() is None


@pytest.mark.parametrize("who", ["presidium", "deputy", "teller", "scrutineer", "stranger", "public"])
def test_others_neither_ask_for_it_nor_have_it(cast, who):
    round_ = a_round(cast)
    with pytest.raises(Refused):
        acts.make(cast.everybody[who], round_)


def test_the_command_writes_it_and_says_in_a_line_what_it_cannot(cast, tmp_path, capsys):
    round_ = a_round(cast)
    target = tmp_path / "box.zip"
    call_command("archive", str(round_.pk), "--out", str(target))
    assert zipfile.ZipFile(target).testzip() is None
    assert str(target) in capsys.readouterr().out
    for wrong in (
        ["4711", "--out", str(target)],
        [str(round_.pk)],
        [str(round_.pk), "--out", str(tmp_path / "no" / "x")],
    ):
        with pytest.raises(CommandError) as said:
            call_command("archive", *wrong)
        assert "\n" not in str(said.value)
    assert not list(tmp_path.glob("*.making"))
