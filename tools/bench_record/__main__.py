"""Prints the figures, their ratios and the goals; ends with 1 when a goal is missed."""

from __future__ import annotations

import gzip
import statistics
import sys
from pathlib import Path

from tools.bench_record import belenios, casting, ours
from tools.goals import Goal, missed

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "src" / "shuzhi" / "web" / "static" / "house" / "record"
LIBRARIES = ROOT / "build" / "browser" / "record-libraries"


def packed(*files: Path) -> float:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1024


def main() -> int:
    """One run: ours, the sheet as it is printed here, belenios-tool if it is there, the pages' code."""
    four, sheet = ours.measure(), ours.measure(ours.SHEET)
    print("one reporter, 6 questions; milliseconds of processor", flush=True)
    for name, f in (("4 grades", four), ("4 grades, blank, void", sheet)):
        print(
            f"  {name}: scrypt {f.scrypt:.1f} · commitments and proof {f.make:.1f} · whole cast {f.cast:.1f}", end=" · "
        )
        print(
            f"verify {f.holds:.1f}, in plain Python {f.plain:.0f} · closing 180 {f.closing:.0f} · leaf {f.leaf} bytes"
        )
    goals: list[Goal] = [
        ("whole cast ÷ (scrypt + proof)", sheet.cast / (sheet.scrypt + sheet.make), "≤", 1.5),
        ("a cast's processor, last ÷ first", sheet.last / sheet.first, "≤", 1.15),
        ("bytes of a form, with its sealed opening", sheet.stored, "≤", 2000),
    ]
    if belenios.installed():
        peer = belenios.measure()
        print(f"  belenios-tool: make {peer.make:.0f} · verify {peer.verify:.0f} · {peer.size} bytes", end=" · ")
        print(f"tally, decryption, result of {peer.ballots}: {peer.end:.0f}")
        goals += [
            ("belenios-tool's verify ÷ ours", peer.verify / four.holds, "≥", 20),
            ("plain verifier ÷ belenios-tool's verify", four.plain / peer.verify, "≤", 1.5),
            (f"closing 180 ÷ belenios-tool's end of {peer.ballots}", sheet.closing / peer.end, "≤", 0.1),
        ]
    else:
        print("  belenios-tool is not installed (Debian: belenios-tool): its ratios are left out")
    if LIBRARIES.is_dir():
        sealing = packed(OURS / "canon.js", OURS / "seal.js", LIBRARIES / "nacl-fast.min.js")
        counting = packed(OURS / "canon.js", OURS / "verify.js", *LIBRARIES.rglob("noble/**/*.js"))
        goals += [("page that seals, KB packed", sealing, "≤", 60), ("page that counts again, KB", counting, "≤", 60)]
    hall = casting.measure()
    print(f"over HTTP, {casting.AT_ONCE} phones at once")
    for name, rush in (("sheets opened", hall.opened), ("cast", hall.cast), ("cast, not opened before", hall.unseen)):
        print(
            f"  {name}: {rush.rate:.0f} a second · waited {rush.middle:.1f} s, 99 of 100 at most {rush.p99:.1f} s",
            end=" · ",
        )
        print(f"{rush.cpu:.1f} ms of processor each; neighbours took {rush.shared:.0%} of the machine meanwhile")
    print("  a cast of the last 50 ÷ of the first 50:", " · ".join(f"{ratio:.2f}" for ratio in hall.apart))
    print(f"stored a second: bare rows {hall.bare:.0f} · one by one {hall.one:.0f} · in eights {hall.eight:.0f}")
    apart = statistics.median(hall.apart)
    goals += [
        ("forms stored one by one ÷ bare rows", hall.one / hall.bare, "≥", 0.35),
        ("forms stored in eights ÷ bare rows", hall.eight / hall.bare, "≥", 0.5),
        (f"casts a second, {casting.AT_ONCE} at once", hall.cast.rate, "≥", 110),
        ("seconds waited, 99 of 100", hall.cast.p99, "≤", 3),
        ("a cast over HTTP, the last 50 and the first 50 apart", max(apart, 1 / apart), "≤", 1.15),
    ]
    print(f"verify.py on a whole bundle of 60 sheets: {ours.whole_verifier():.1f} s")
    return 1 if missed(goals) else 0


if __name__ == "__main__":
    sys.exit(main())
