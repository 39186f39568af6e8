"""A rehearsal's samples, filled in with a pen, handed in as scans and held under the camera: the real pages, and nothing stays (D0008, D0012)."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.crafts.paperform.generator.scanners import s1
from tests.filmed import Pile, on_the_table
from tests.rehearsing import left_in, prepared, rows, squares, var
from tests.scanned import pdf_of
from tests.sheets import a_meeting_to_evaluate
from tests.web.test_camera import photograph
from tests.web.test_rehearsal import be, begun, pressed, seen, token
from tests.web.test_review import asked
from tests.web.voices import signed_in, words

from shuzhi.acts import scan_intake
from shuzhi.crafts import paperform
from shuzhi.jobs.reading import queue
from shuzhi.jobs.rehearsal import files, hall, samples
from shuzhi.papers.sheets import form
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import piles
from shuzhi.records import models as m

__all__ = ["prepared", "var"]
GOOD = "satisfied"


def printed(one: files.Rehearsal) -> Pile:
    """The samples as they came from the printer, the word 演练 across each."""
    with one.entered():
        held = files.meeting()
        (pile,) = piles(held)
        said = form(held, edition_of(held), pile.reporters, address=held.sheet_address, **hall.PRINTED)
        codes = one.codes[hall.PHONES + hall.PENS :][: hall.SAMPLES]
        return Pile(codes, paperform.layout(said), samples.pdf(one))


def scanned(pile: Pile, number: int, grade: str, other=None, *, page: int = 0) -> bytes:
    return s1(pile.filled(number, grade, other, page=page), np.random.default_rng(number))


class Rehearsed:
    """A rehearsal whose phones are closed, and its samples."""

    def __init__(self, cast) -> None:
        self.client = signed_in(cast.scrutineer)
        self.before = rows()
        self.root = begun(self.client)
        self.one = files.find(token(self.root))
        self.pile = printed(self.one)
        self.home, self.count = (f"{self.root}/meetings/1/{page}" for page in ("scans", "count"))
        self.cards = squares(self.client.post(f"{self.root}/act/sheet.open/1").content)
        pressed(self.client, f"{self.root}/strip/phones", next=self.home)
        pressed(self.client, f"{self.root}/act/sheet.close_phones/1")

    def hand_in(self, *scans: bytes):
        sent = [SimpleUploadedFile(f"{n}.pdf", data) for n, data in enumerate(scans)]
        return self.client.post(f"{self.root}/act/scan.upload/1", {"files": sent, "next": self.home}, follow=True)

    def read(self) -> str:
        """The page of scans once nothing is being read."""
        for _ in range(600):
            page = words(self.client.get(self.home))
            if "个文件在读" not in page:
                return page
            time.sleep(0.05)
        raise AssertionError("never read")

    def catch(self, paper) -> str:
        picture = SimpleUploadedFile("sheet.jpg", photograph(on_the_table(paper)), "image/jpeg")
        asked = {"picture": picture}
        return self.client.post(f"{self.root}/act/scan.catch/1", asked, HTTP_ACCEPT="application/json").json()["word"]

    def look(self, who: str, key: str) -> int:
        """One person answers whatever is asked with one key; how many places there were."""
        be(self.client, self.root, who)
        home, n = f"{self.home}/review", 0
        while 'name="place"' in (page := self.client.get(home).content.decode()):
            picture, place = asked(page)
            pressed(self.client, f"{self.root}/act/scan.answer/1", page=picture, place=place, answer=key, next=home)
            n += 1
        return n


def test_samples_are_scanned_photographed_looked_at_decided_and_counted_as_the_pens_wrote(cast, var):
    a_meeting_to_evaluate(cast)
    here = Rehearsed(cast)
    questions = [question.code for question in here.pile.layout.form.questions]
    other = {questions[0]: (GOOD, "dissatisfied"), questions[1]: ()}  # two marks, and a blank
    assert len(here.pile.layout.pages) == 2, "large type: a page for each of the two reporters"
    first, second = (
        [scanned(here.pile, n, GOOD, odd, page=page) for page in (0, 1)] for n, odd in ((0, {}), (1, other))
    )
    assert "收到 2 个文件" in words(here.hand_in(pdf_of(first), pdf_of(second)))
    here.read()
    here.hand_in(scanned(here.pile, 0, "dissatisfied"))  # a copy of it, filled in again
    page = here.read()
    assert "2 张表由机器读入" in page
    assert "演练里只扫印出来的票样" in page
    with here.one.entered():
        read = m.ScanPage.objects.filter(state="read").values_list("reading", flat=True)
        values = [seen["value"] for reading in read for seen in reading["places"].values()]
    doubts = values.count(None)
    assert set(values) == {None, GOOD}, "a silent misread, or nothing read at all, through the word across the paper"
    assert (len(values), 4 <= doubts <= 8) == (24, True)
    told = [here.catch(here.pile.filled(2, GOOD, page=page)) for page in (0, 0, 1)]
    assert told == ["caught", "again", "caught"]
    # What is in doubt, by two who know nothing of each other; then one sheet's second picture, by the scrutineer.
    pressed(here.client, f"{here.root}/strip/papers", next=here.count)
    assert "扫描的表还有没读完、要人看或者要定夺的" in seen(here.client, here.count)
    assert [here.look(who, "0") for who in hall.TELLERS] == [doubts, doubts]
    be(here.client, here.root, hall.SCRUTINEER)
    conflicts = here.client.get(f"{here.home}/conflicts").content.decode()
    assert "同一张表有两幅图" in conflicts
    key = conflicts.split('name="page" value="')[1].split('"')[0]
    pressed(here.client, f"{here.root}/act/scan.resolve/1", page=key, choice="aside")
    assert f"会场里剩 {hall.SPARE} 张" in seen(here.client, here.count)
    pressed(here.client, f"{here.root}/act/count.draw_up/1", unused_1=hall.SPARE + hall.SAMPLES - 3)
    pressed(here.client, f"{here.root}/act/count.confirm/1")
    first, _, third = here.cards
    pressed(here.client, f"{here.root}/act/count.seal/1", card_1=first, card_2=third)
    with here.one.entered():
        assert files.meeting().count.paper == hall.PENS + 3
        assert not m.ScanPage.objects.exists()
    assert rows() == here.before, "not even a line in the worker's queue"
    assert not (var / "scans").exists()
    pressed(here.client, f"{here.root}/strip/wipe")
    assert left_in(var) == set()


def test_scans_wait_beside_the_rehearsal_are_read_on_after_a_restart_and_go_with_it(cast, var, monkeypatch):
    a_meeting_to_evaluate(cast)
    here, picture = Rehearsed(cast), b""
    with monkeypatch.context() as stopped:
        stopped.setattr(queue._rehearsed, "submit", lambda *_: None)  # the program is stopped before it reads
        for n in (0, 1):
            picture = scanned(here.pile, n, GOOD)
            here.hand_in(picture)
    assert "还有 2 个文件在读" in words(here.client.get(here.home))
    left = var / "rehearsal" / f"{here.one.token}.scans"
    assert picture in [file.read_bytes() for file in left.iterdir()]
    files.go_on()
    assert "2 张表由机器读入" in here.read()
    assert not list(left.iterdir())
    hold = threading.Event()
    queue._rehearsed.submit(hold.wait)  # another rehearsal's pile is being read
    here.hand_in(scanned(here.pile, 2, GOOD))
    assert list(left.iterdir())
    pressed(here.client, f"{here.root}/strip/wipe")
    hold.set()
    queue._rehearsed.submit(int).result(30)
    assert left_in(var) == set()


def test_a_real_sheet_is_a_stranger_and_files_are_few(cast, var):
    a_meeting_to_evaluate(cast)
    here, elsewhere = Rehearsed(cast), files.begin("http://testserver/rehearsal/TOKEN/s")
    assert here.catch(printed(elsewhere).filled(0, GOOD)) == "conflict"
    assert "编码不是这次会议印的" in seen(here.client, f"{here.home}/conflicts")
    answer = here.hand_in(*([b"x%d" % n for n in range(21)]))
    assert answer.status_code == 409
    assert "一次最多 20 个文件" in words(answer)
    with here.one.entered():
        assert not m.ScanFile.objects.exists()
        assert not scan_intake.folder().exists() or not list(scan_intake.folder().iterdir())


@pytest.mark.parametrize("page", ["scans", "scans/camera", "scans/review", "scans/conflicts"])
def test_its_pages_are_all_there(cast, var, page):
    a_meeting_to_evaluate(cast)
    client = signed_in(cast.scrutineer)
    root = begun(client)
    assert "人和票都是虚构的" in seen(client, f"{root}/meetings/1/{page}")
