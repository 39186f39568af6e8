"""Prints a line a level for the reader and for AMC-detect, then the goals; ends with 1 when a goal is missed."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from tests.crafts.paperform.generator import FORMS, LEVELS, Sample, sample
from tools.bench_paper import amc
from tools.goals import Goal, missed

FIRST_SEED = 500_000
PORTION = 25  # pictures a level drawn and read before the next: a long run needs no more room than a short one
CLEAN = ("S1", "S2", "P1")
NEVER_LOST = ("S1", "S2", "S3", "P1", "P2")
THREE = 3  # where none of n went wrong, at most one in n / 3 does: the rule of three
ODD = ("blank", "two", "corrected", "cancelled", "scribble", "beside", "stray")


@dataclass
class Sums:
    """What came of a level's pictures."""

    pages: int = 0
    lost: int = 0
    answers: int = 0
    review: int = 0
    odd: int = 0
    silent: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __add__(self, other: Sums) -> Sums:
        both = ("pages", "lost", "answers", "review", "odd", "silent", "seconds")
        whole = {name: getattr(self, name) + getattr(other, name) for name in both}
        return Sums(**whole, wrong=[*self.wrong, *other.wrong])

    def line(self) -> str:
        rate = self.pages / self.seconds if self.seconds else 0
        share = self.review / max(self.answers, 1)
        return (
            f"{self.pages:4} pages · lost {self.lost:3} · answers {self.answers:5} · silent {self.silent:3} · "
            f"review {share:5.1%} (truly odd {self.odd / max(self.review, 1):4.0%}) · {rate:5.1f} pages/s"
        )


def ours(one: Sample, said: dict[str, Any]) -> Sums:
    """The reader's answers to one picture against what a person would say."""
    sums = Sums(pages=1, seconds=said["seconds"])
    mine = [r for r in said["readings"] if r["code"] == one.code and r["page"] == one.page and r["verdicts"]]
    if len(mine) != 1:
        sums.lost = 1
        return sums
    for v in mine[0]["verdicts"]:
        key = (v["reporter"], v["question"])
        sums.answers += 1
        if v["review"]:
            sums.review += 1
            sums.odd += one.kinds[key] in ODD
        elif v["value"] != one.truth[key]:
            sums.silent += 1
            sums.wrong.append(f"{one.level} {one.seed} {key}: {v['value']}, not {one.truth[key]} ({one.kinds[key]})")
    return sums


def theirs(one: Sample, found: amc.Page, threshold: float) -> Sums:
    """AMC's answers: the only box above the threshold; none or several go to a person."""
    sums = Sums(pages=1, seconds=found.seconds)
    if found.dark is None:
        sums.lost = 1
        return sums
    rows: dict[tuple[int, str], list[str]] = {}
    for box, dark in zip(one.layout.pages[one.page - 1].boxes, found.dark, strict=True):
        rows.setdefault((box.reporter, box.question), []).extend([box.grade] if dark > threshold else [])
    for key, marked in rows.items():
        sums.answers += 1
        if len(marked) != 1:
            sums.review += 1
            sums.odd += one.kinds[key] in ODD
        else:
            sums.silent += marked[0] != one.truth[key]
    return sums


def made(folder: Path, each: int, first: int, change: Callable[..., None] | None = None) -> dict[str, Sample]:
    """Every level's pictures, written into the folder by name."""
    samples = {}
    for level in LEVELS:
        for seed in range(first, first + each):
            one = sample(level, seed, change=change)
            name = f"{level}-{seed}"
            (folder / f"{name}.img").write_bytes(one.data)
            samples[name] = one
        print(f"· {level} drawn\r", end="", file=sys.stderr, flush=True)
    return samples


def by_level(sums: Iterable[tuple[str, Sums]]) -> dict[str, Sums]:
    found: dict[str, Sums] = {level: Sums() for level in LEVELS}
    for level, one in sums:
        found[level] += one
    return found


def read_all(each: int, first: int) -> tuple[dict[str, Sums], float]:
    """(every level's sums, the most memory a portion took). Interrupted, it answers with what was read so far."""
    whole, peak = by_level([]), 0.0
    try:
        for start in range(first, first + each, PORTION):
            sums, took = _portion(min(PORTION, first + each - start), start)
            whole = {level: whole[level] + sums[level] for level in LEVELS}
            peak = max(peak, took)
            _say_so_far(start + PORTION, whole)
    except KeyboardInterrupt:
        print("· interrupted: what follows is what was read until then", file=sys.stderr, flush=True)
    return whole, peak


def _say_so_far(seed: int, whole: dict[str, Sums]) -> None:
    print(f"· to seed {seed}:", file=sys.stderr)
    for level, sums in whole.items():
        print(f"  {level}  {sums.line()}", file=sys.stderr)
    print(f"  all {sum(whole.values(), Sums()).line()}", file=sys.stderr, flush=True)


def _portion(each: int, first: int) -> tuple[dict[str, Sums], float]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "forms.json").write_text(json.dumps([_plain(f) for f in FORMS]))
        samples = made(home, each, first)
        said = run_reader(home)
    return by_level((one.level, ours(one, said["found"][name])) for name, one in samples.items()), said["peak_mb"]


def run_reader(folder: Path) -> dict[str, Any]:
    """What the reader says of a folder's pictures, in a process of its own."""
    run = [sys.executable, "-m", "tools.bench_paper.reader", str(folder)]
    return json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def _plain(name: str) -> dict[str, Any]:
    return json.loads(json.dumps(asdict(FORMS[name])))


def peer(tool: str, each: int, first: int) -> tuple[dict[str, Sums], float]:
    """AMC at whichever threshold lets fewest wrong answers through, pages read alike."""
    with tempfile.TemporaryDirectory() as folder:
        samples = made(Path(folder), each, first, amc.discs)
        found = {n: amc.detect(tool, Path(folder) / f"{n}.img", s.layout, s.page) for n, s in samples.items()}
    tried = {t: by_level((s.level, theirs(s, found[n], t)) for n, s in samples.items()) for t in amc.THRESHOLDS}
    best = min(tried, key=lambda t: sum(s.silent + 0.2 * s.review for s in tried[t].values()))
    return tried[best], best


def large_photo() -> float:
    """Seconds of one core for a photograph of 24 megapixels, the largest that phones give by default."""
    one = sample("P1", FIRST_SEED, "a4")
    grey = np.asarray(cv2.imdecode(np.frombuffer(one.data, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)
    tall = grey.shape[0] > grey.shape[1]
    big = cv2.resize(grey, (4243, 5657) if tall else (5657, 4243), interpolation=cv2.INTER_CUBIC)
    data = cv2.imencode(".jpg", cv2.cvtColor(big, cv2.COLOR_GRAY2BGR), [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "forms.json").write_text(json.dumps([_plain(f) for f in FORMS]))
        (home / "photo.img").write_bytes(data)
        said = run_reader(home)["found"]["photo"]
    return float(said["seconds"]) if ours(one, said).lost == 0 else float("inf")


def main() -> int:
    # A long run is often started in the background, where a shell has it ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="python -m tools.bench_paper")
    parser.add_argument("--each", type=int, default=50, help="pictures a level (eight levels)")
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="the first seed")
    parser.add_argument("--peer-each", type=int, default=15, help="pictures a level for AMC-detect")
    asked = parser.parse_args()
    levels, peak = read_all(asked.each, asked.first)
    total = sum(levels.values(), Sums())
    print(f"shuzhi, {total.pages} pictures of unseen seeds from {asked.first}", " " * 20)
    for level, sums in levels.items():
        print(f"  {level}  {sums.line()}")
    print(f"  all {total.line()} · peak memory {peak:.0f} MB")
    for line in total.wrong:
        print(f"    silent: {line}")
    clean = sum((levels[n] for n in CLEAN), Sums())
    wide = sum((levels[n] for n in LEVELS if n != "P4"), Sums())
    if not wide.silent:
        print(
            f"  S1–P3: none of {wide.answers:,} answers silently wrong: at most one in {wide.answers / THREE:,.0f}, 95 % sure"
        )
    hard = [("P2", 0.15), *((n, 0.35) for n in ("S3", "S4", "P3", "P4"))]
    goals: list[Goal] = [
        (f"silent misreads on S1, S2, P1 of {clean.answers}", clean.silent, "≤", 0),
        (f"silent misreads on S1–P3 of {wide.answers}", wide.silent, "≤", wide.answers / 10_000),
        (f"silent misreads on P4 of {levels['P4'].answers}", levels["P4"].silent, "≤", levels["P4"].answers / 1_000),
        ("to review, S1, S2, P1", clean.review / max(clean.answers, 1), "≤", 0.08),
        ("truly odd among these", clean.odd / max(clean.review, 1), "≥", 2 / 3),
        *((f"to review, {n}", levels[n].review / max(levels[n].answers, 1), "≤", most) for n, most in hard),
        ("pages lost, S1–S3, P1, P2", sum(levels[n].lost for n in NEVER_LOST), "≤", 0),
        *((f"share of pages lost, {n}", levels[n].lost / levels[n].pages, "≤", 0.02) for n in ("P3", "P4")),
        ("peak memory, MB", peak, "≤", 250),
        ("seconds for a photograph of 24 megapixels", large_photo(), "≤", 0.5),
    ]
    tool = amc.program()
    if tool is None:
        print("AMC-detect is not installed (Debian: auto-multiple-choice): its figures and the ratio are left out")
    else:
        other, threshold = peer(tool, asked.peer_each, asked.first)
        print(f"AMC-detect, threshold {threshold:g}, on {asked.peer_each} pictures a level", " " * 20)
        for level, sums in other.items():
            print(f"  {level}  {sums.line()}")
        both = sum(other.values(), Sums())
        print(f"  all {both.line()}")
        goals.append(
            ("pages a second ÷ AMC-detect's", (total.pages / total.seconds) * both.seconds / both.pages, "≥", 2)
        )
    return 1 if missed(goals, value=".3g", bar=".3g") else 0


if __name__ == "__main__":
    sys.exit(main())
