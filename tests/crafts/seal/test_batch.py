"""The batching writer: company for every ballot, an answer only after the commit."""

import random
import threading
import time

import pytest

from shuzhi.crafts.seal import Batch


def run(writer, items, **kwargs):
    """Every item from a thread of its own, in the order given; answers and errors by item."""
    got = {}

    def put(item):
        try:
            got[item] = writer.put(item, **kwargs)
        except Exception as error:  # noqa: BLE001
            got[item] = error

    threads = [threading.Thread(target=put, args=(i,)) for i in items]
    for thread in threads:
        thread.start()
        time.sleep(0.002)
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    return got


def test_arrivals_are_written_together_and_sorted_by_hash() -> None:
    commits = []
    writer = Batch(lambda items: commits.append(list(items)) or [f"kept {i}" for i in items], lambda i: i, wait=5)
    arrivals = list(range(24))
    random.Random(4).shuffle(arrivals)
    got = run(writer, arrivals)
    assert [len(c) for c in commits] == [8, 8, 8]
    assert all(c == sorted(c) for c in commits)
    assert got == {i: f"kept {i}" for i in arrivals}


def test_nobody_waits_longer_than_the_wait() -> None:
    commits = []
    writer = Batch(lambda items: commits.append(list(items)) or list(items), lambda i: i, wait=0.15)
    start = time.monotonic()
    run(writer, [3, 1, 2])
    assert commits == [[1, 2, 3]]
    assert 0.1 < time.monotonic() - start < 2


def test_the_last_two_wait_only_for_each_other() -> None:
    commits = []
    writer = Batch(lambda items: commits.append(list(items)) or list(items), lambda i: i, wait=30, left=lambda: 2)
    start = time.monotonic()
    run(writer, [2, 1])
    assert commits == [[1, 2]]
    assert time.monotonic() - start < 5


def test_who_came_while_a_batch_was_written_does_not_wait_for_those_in_it() -> None:
    left, written, slow = {*range(11)}, [], threading.Event()

    def commit(items):
        slow.wait(5)
        left.difference_update(items)
        written.append(list(items))
        return list(items)

    writer = Batch(commit, lambda i: i, wait=30, left=lambda: len(left))
    threads = [threading.Thread(target=writer.put, args=(i,)) for i in range(11)]
    for thread in threads:
        thread.start()
        time.sleep(0.01)
    slow.set()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()
    assert written == [[*range(8)], [8, 9, 10]]


def test_one_sheet_sent_twice_is_no_company_for_itself() -> None:
    commits = []
    writer = Batch(
        lambda items: commits.append(list(items)) or list(items), lambda i: i, who=lambda i: i % 10, size=3, wait=5
    )
    run(writer, [11, 21, 1, 2, 31, 3])
    assert commits == [[1, 2, 3, 11, 21, 31]]


def test_when_nobody_can_say_how_many_are_left_it_is_asked_again_and_nobody_suffers() -> None:
    said = iter([1, LookupError(), 1, 1])

    def left():
        word = next(said)
        if isinstance(word, Exception):
            raise word
        return word

    writer = Batch(lambda items: list(items), lambda i: i, wait=30, left=left)
    assert [writer.put(1), writer.put(2)] == [1, 2]
    assert list(said) == []


def test_one_bad_item_fails_alone_and_the_others_keep_company() -> None:
    commits = []

    def commit(items):
        if 5 in items:
            raise ValueError("five")
        commits.append(list(items))
        return list(items)

    got = run(Batch(commit, lambda i: i, wait=5), list(range(8)))
    assert isinstance(got[5], ValueError)
    assert {i: v for i, v in got.items() if i != 5} == {i: i for i in range(8) if i != 5}
    assert max(len(c) for c in commits) == 4
    assert sum(len(c) == 1 for c in commits) <= 1


def test_an_answer_comes_only_after_the_commit() -> None:
    committed = threading.Event()
    answered = []

    def commit(items):
        time.sleep(0.1)
        assert not answered
        committed.set()
        return list(items)

    writer = Batch(commit, lambda i: i, size=2, wait=5)

    def put(i):
        writer.put(i)
        assert committed.is_set()
        answered.append(i)

    threads = [threading.Thread(target=put, args=(i,)) for i in (1, 2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(answered) == [1, 2]


def test_flush_lets_nobody_wait() -> None:
    writer = Batch(lambda items: list(items), lambda i: i, wait=60)
    thread = threading.Thread(target=lambda: writer.put(1))
    thread.start()
    while writer.flush() == 0:
        time.sleep(0.01)
    thread.join(2)
    assert not thread.is_alive()


def test_a_store_that_does_not_answer_everybody_is_an_error() -> None:
    writer = Batch(lambda items: [], lambda i: i, size=1)
    with pytest.raises(RuntimeError):
        writer.put(1)
