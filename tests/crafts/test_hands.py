"""Hands: the work is done in a process of its own, and no death loses it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import shuzhi.crafts.hands as hands_module
from shuzhi.crafts.hands import Hands


def number() -> int:
    """The process in which this is worked out, after long enough for others to ask too."""
    time.sleep(0.05)
    return os.getpid()


def die_once(mark: str) -> str:
    """Kills its own process the first time."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def hands() -> Hands:
    return Hands(2)


def test_the_work_is_done_in_another_process_and_comes_back(hands: Hands) -> None:
    assert hands.do(pow, 3, 4, 5) == 1
    assert hands.do(number) != os.getpid()


def test_there_are_never_more_than_asked_for_and_nobody_is_turned_away(hands: Hands) -> None:
    with ThreadPoolExecutor(12) as many:
        assert len(set(many.map(lambda _: hands.do(number), range(24)))) == 2


def test_what_goes_wrong_is_raised_here_and_the_hand_works_on(hands: Hands) -> None:
    with pytest.raises(ZeroDivisionError):
        hands.do(divmod, 1, 0)
    with pytest.raises(AttributeError, match="pickle"):
        hands.do(lambda: 1)
    assert hands.do(len, "述职") == 2


def test_a_hand_that_is_killed_is_replaced_and_its_work_done_again(hands: Hands, tmp_path: Path) -> None:
    assert hands.do(die_once, str(tmp_path / "mark")) == "done"


def test_work_that_kills_every_hand_is_given_up_and_the_next_is_done(hands: Hands) -> None:
    with pytest.raises(EOFError):
        hands.do(die)
    assert hands.do(len, "述职") == 2


def test_all_who_are_gathered_are_there_before_anybody_asks() -> None:
    some = Hands(2)
    some.gather()
    barrier = threading.Barrier(2)

    def ask(_: int) -> int:
        barrier.wait()
        return some.do(number)

    with ThreadPoolExecutor(2) as two:
        before = set(two.map(ask, range(2)))
        assert set(two.map(ask, range(2))) == before


def test_no_hands_are_refused() -> None:
    with pytest.raises(ValueError, match="hand"):
        Hands(0)


def test_hands_end_with_a_program_that_is_killed() -> None:
    program = "import os, sys; from shuzhi.crafts.hands import Hands; h = Hands(1); print(h.do(os.getpid), flush=True); sys.stdin.read()"
    known = os.environ | {"PYTHONPATH": str(Path(hands_module.__file__).parents[2])}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=known) as running:
        assert running.stdout is not None
        hand = int(running.stdout.readline())
        running.kill()
    for _ in range(100):
        if not Path(f"/proc/{hand}").exists() or "Z (zombie)" in Path(f"/proc/{hand}/status").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the hand outlived the program")


def test_who_came_first_is_first_also_with_his_second_question() -> None:
    one, asked = Hands(1), []
    one.gather()
    early, busy = one.in_turn(), threading.Event()

    def ask(name: str, do: Callable[..., object]) -> None:
        do(number)
        asked.append(name)

    def keep_busy() -> None:
        busy.set()
        one.do(time.sleep, 0.6)

    people = [("late", one.do), ("later", one.do), ("early", early)]
    threads = [threading.Thread(target=keep_busy), *(threading.Thread(target=ask, args=each) for each in people)]
    for thread in threads:
        thread.start()
        busy.wait()
        time.sleep(0.1)
    for thread in threads:
        thread.join()
    assert asked == ["early", "late", "later"]
