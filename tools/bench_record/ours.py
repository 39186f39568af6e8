"""The library's own figures: a cast, its parts, verification, closing, bytes."""

from __future__ import annotations

import contextlib
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shuzhi.crafts import seal
from shuzhi.crafts.seal import codes, form, proof, verify
from shuzhi.crafts.seal.canon import decode, unpack

GRADES = ("满意", "基本满意", "不满意", "不了解")
SHEET = (*GRADES, "未填", "作废")
QUESTIONS = 6
NEAR = 6  # batches at the beginning, and at the end, of a meeting


def cpu(deed: Callable[[], object], times: int = 1) -> float:
    """Milliseconds of processor a time: the middle one of five rounds."""
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times):
            deed()
        rounds.append((time.process_time() - began) * 1000 / times)
    return statistics.median(rounds)


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds of processor; ``leaf`` and ``stored`` in bytes."""

    scrypt: float
    make: float
    cast: float
    first: float
    last: float
    holds: float
    plain: float
    closing: float
    leaf: int
    stored: int


def opened(n: int, choices: tuple[str, ...]) -> tuple[seal.Meeting, list[str], seal.Opened]:
    salt = os.urandom(16)
    questions = tuple(str(i) for i in range(QUESTIONS))
    plan = seal.Plan("量尺", ("甲",), questions, choices, (seal.Pile("全体", (0,)),), comment=500)
    minted, tags = seal.mint(n, salt, os.urandom)
    store = seal.MemoryStore()
    dealt = seal.open_meeting(plan, [tags], salt, store, os.urandom)
    return seal.Meeting(store, os.urandom), minted, dealt


def batches(meeting: seal.Meeting, minted: list[str], answers: tuple[int, ...]) -> list[float]:
    """Milliseconds of processor a cast, batch by batch of eight, until every sheet is in."""
    forms = [seal.seal(meeting.opening, seal.Filled(code, os.urandom(16), answers), os.urandom) for code in minted]
    spent = []
    for start in range(0, len(forms), 8):
        batch = forms[start : start + 8]
        began = time.process_time()
        for one in batch:
            meeting.submit(one)
        meeting.flush()
        spent.append((time.process_time() - began) * 1000 / len(batch))
    return spent


def measure(choices: tuple[str, ...] = GRADES, n: int = 180) -> Figures:
    """A meeting of ``n`` sheets, all cast in batches of eight, closed and verified.

    The first batches are those of another meeting right after the last of this one: what a step costs a machine moves.
    """
    meeting, minted, dealt = opened(n, choices)
    answers = tuple(i % 4 for i in range(QUESTIONS))
    spent = batches(meeting, minted, answers)
    another, codes_there, _ = opened(8 * (1 + NEAR), choices)
    first = batches(another, codes_there, answers)
    row = meeting.store.rows()[0]
    pile, commitments = form.commitments_of(row.leaf)
    shown = unpack(decode(row.leaf)["proof"])
    about = proof.message(meeting.opening.signed.digest, pile, commitments)
    points = [point for point in map(verify.decode, commitments) if point]
    parts = verify.value(decode(row.leaf)["proof"], "b")
    meeting.stop()
    began = time.process_time()
    closed = seal.close(meeting, dealt.cards[:2], [seal.Hand(0)])
    closing = (time.process_time() - began) * 1000
    if not isinstance(closed, seal.Signed):
        raise SystemExit(f"the meeting does not close: {closed}")
    return Figures(
        scrypt=cpu(lambda: codes.tag(minted[0], meeting.opening.salt), 5),
        make=cpu(lambda: form.commit(meeting.opening, 0, answers, os.urandom), 5),
        cast=statistics.median(spent),
        first=statistics.median(first[1:]),
        last=statistics.median(spent[-NEAR - 1 : -1]),
        holds=cpu(lambda: proof.holds(about, commitments, len(choices), shown), 5),
        plain=cpu(lambda: verify.proven(about, points, len(choices), parts), 2),
        closing=closing,
        leaf=len(row.leaf),
        stored=len(row.leaf) + len(row.opening),
    )


def whole_verifier(n: int = 60) -> float:
    """Seconds of processor that ``verify.py`` takes for a whole bundle of ``n`` sheets, codes and all."""
    meeting, minted, dealt = opened(n, SHEET)
    for code in minted:
        meeting.submit(seal.seal(meeting.opening, seal.Filled(code, os.urandom(16), (0,) * QUESTIONS), os.urandom))
    meeting.flush()
    meeting.stop()
    seal.close(meeting, dealt.cards[:2], [seal.Hand(0)])
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        file = Path(folder) / "bundle.json"
        file.write_bytes(seal.bundle(meeting.store))
        began = time.process_time()
        if verify.main([str(file)]) != 0:
            raise SystemExit("the bundle does not verify")
        return time.process_time() - began
