"""The figures of the district scale, against their bars: ``make bench``.

Two districts are filled in a temporary directory: one with a single row in each list, one of full scale.
Every page is asked for in both, by everybody who may see it. Ends with 1 when a bar on questions to the
database or on size is missed; times are marked only, for machines differ: the ratio to the fastest page says more.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
QUERIES, MS, LOAD, PHONE, PAPER = 15, 100, 100, 60, 5


def measured(size: str, var: Path) -> dict[str, Any]:
    """One district filled and looked at, in a process of its own."""
    var.mkdir()
    own = {"SHUZHI_VAR": str(var), "DATABASE_URL": f"sqlite:///{var / 'bench.sqlite3'}", "DEBUG": "0", "SHUZHI_HTTPS": "0"}
    env = os.environ | own | {"DJANGO_SETTINGS_MODULE": "shuzhi.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "tools.bench.measure", size]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"✗ {size}: the bench stopped; its words stand above.")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def wide(text: str, width: int) -> str:
    """Padded to a width on the screen, Chinese counting double."""
    return text + " " * max(0, width - sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text))


def line(name: str, one: dict[str, Any], scale: dict[str, Any], fastest: float) -> tuple[str, list[str]]:
    """A page's line of the table, and the bars it misses."""
    missed, notes = [], []
    both = {key: (one[key]["queries"], scale[key]["queries"]) for key in scale if key in one}
    most = max((s["queries"] for s in scale.values()), default=0)
    grown = {key: pair for key, pair in both.items() if pair[1] > pair[0]}
    if most > QUERIES:
        who = max(scale, key=lambda key: scale[key]["queries"])
        missed.append(f"{most} queries > {QUERIES} ({who})")
    if grown:
        key, (few, many) = max(grown.items(), key=lambda kv: kv[1][1] - kv[1][0])
        missed.append(f"queries grow with rows: {few} → {many} ({key})")
    load = max((s.get("load", 0) for s in scale.values()), default=0) / 1024
    bar = PHONE if name.startswith("cast:") else LOAD
    if load > bar:
        missed.append(f"first load {load:.0f} KB > {bar} KB")
    times = {
        who: max((s["ms"] for key, s in scale.items() if "ms" in s and key.startswith(who)), default=0.0)
        for who in ("district", "town", "public")
    }
    slowest = max(times.values())
    if slowest > MS:
        notes.append(f"slow: {slowest:.0f} ms > {MS} ms")
    said = [f"{times[who]:.0f}" if times[who] else "–" for who in times]
    html = max((s["html"] for s in scale.values()), default=0) / 1024
    few = max((pair[0] for pair in both.values()), default=0)
    mark = "✗" if missed else "~" if notes else " "
    worked = max((s["cpu"] for s in scale.values() if "cpu" in s), default=0.0)
    figures = f"{few:>4} {most:>5} {said[0]:>9} {said[1]:>6} {said[2]:>7} {worked:>5.0f} {worked / fastest if fastest else 0:>6.1f}"
    return f"{mark} {wide(name, 22)}{figures} {html:>7.1f} {load:>7.1f}  {'; '.join(missed + notes)}", missed


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        one, scale = (measured(size, Path(temporary) / size) for size in ("one", "scale"))
    rows, paper = scale["rows"], scale["paper"]
    print("规模 scale: " + ", ".join(f"{value} {key}" for key, value in rows.items()) + f" ({scale['filled']:.0f} s to fill)\n")
    every = [s["cpu"] for page in scale["pages"].values() for s in page.values() if s.get("cpu")]
    print(f"  {wide('页 page', 22)}{'q·1':>4} {'q·30':>5} {'district':>9} {'town':>6} {'public':>7} {'cpu':>5} {'ratio':>6} {'KB':>7} {'load':>7}")
    missed = 0
    for name, page in sorted(scale["pages"].items()):
        shown, wrong = line(name, one["pages"].get(name, {}), page, min(every))
        missed += bool(wrong)
        print(shown)
    unseen = [name for name, page in scale["pages"].items() if not page]
    slow = "~" if paper["seconds"] > PAPER else " "
    print(f"\n{slow} 500 sheets as PDF: {paper['seconds']:.2f} s (bar {PAPER} s), {paper['bytes'] / 2**20:.1f} MB")
    print(f"  bars: ≤ {QUERIES} queries, as many at 1 row as at 30; median ≤ {MS} ms; first load ≤ {LOAD} KB gzip, phone {PHONE} KB")
    print("  q·1, q·30: most queries of anybody; district, town, public: median ms; cpu: of the slowest, ms; ratio: to the fastest page; KB: the page gzip; load: with css, js, pictures")
    if unseen:
        print(f"✗ nobody saw: {', '.join(unseen)}")
    print(f"{'✗' if missed or unseen else '✓'} {missed} pages miss a bar of queries or size")
    return 1 if missed or unseen else 0


if __name__ == "__main__":
    raise SystemExit(main())
