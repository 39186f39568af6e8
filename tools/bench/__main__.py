"""The figures of the district scale, against their bars: ``make bench``.

Two districts are filled in a temporary directory: one with a single row in each list, one of full scale.
Every page is asked for in both, by everybody who may see it, in rounds of three stages. Ends with 1 when a bar
on queries or size is missed, or nobody saw a page; times are marked only, for machines differ. Pages named on the
command line are looked at alone: ``python -m tools.bench scans scan_review``.
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
# Nothing is sealed in the bench: these pages count their questions in tests/web/test_record.py.
SEALED = ("record", "record_bundle")
# Writes every paper of the round, once after an act, to say what each lacks: two dozen kinds of paper have more to ask.
WRITES = {"papers": 110}
QUERIES, MS, LOAD, PHONE, PAPER = 15, 100, 100, 60, 5
ALL_PAPERS, ONE_PAPER = 15, 1
RUN = "import sys, django; django.setup(); from tools.bench.measure import main; main(*sys.argv[1:])"
LEGEND = f"""\
  bars: ≤ {QUERIES} queries, as many at 1 row as at 30; median ≤ {MS} ms; first load ≤ {LOAD} KB gzip, the phone's {PHONE} KB
  q·1, q·30: the most queries anybody needs; ms: the server's own work for whoever waits longest, median;
  ratio: to the fastest page; page, load: KB gzip, alone and with its css, js and pictures"""


def measured(size: str, names: list[str], var: Path) -> dict[str, Any]:
    """One district filled and looked at, in a process of its own."""
    var.mkdir()
    own = {
        "SHUZHI_VAR": str(var),
        "DATABASE_URL": f"sqlite:///{var / 'bench.sqlite3'}",
        "DEBUG": "0",
        "SHUZHI_HTTPS": "0",
        "DJANGO_SETTINGS_MODULE": "shuzhi.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    command = [sys.executable, "-c", RUN, size, *names]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"✗ {size}: the bench stopped; its words stand above.")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def wide(text: str, width: int) -> str:
    """Padded to a width on the screen, Chinese counting double."""
    return text + " " * max(0, width - sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text))


def most(looks: dict[str, Any], what: str) -> float:
    return max((look.get(what, 0) for look in looks.values()), default=0)


def missed(name: str, one: dict[str, Any], scale: dict[str, Any]) -> list[str]:
    """The bars on queries and size that a page misses, and for whom."""
    bar = WRITES.get(name, QUERIES)
    said = [f"{s['queries']} queries ({who})" for who, s in scale.items() if s["queries"] > bar][:1]
    pairs = {who: (one[who]["queries"], s["queries"]) for who, s in scale.items() if who in one}
    said += [f"queries grow with rows: {few} → {many} ({who})" for who, (few, many) in pairs.items() if few < many][:1]
    heavy = PHONE if name.startswith("cast:") else LOAD
    if most(scale, "load") > heavy * 1024:
        said.append(f"first load > {heavy} KB")
    return said if scale or name in SEALED else ["nobody saw it"]


def on_paper(paper: dict[str, Any], made: dict[str, Any]) -> None:
    """What the press and the papers of a round took."""
    late = "~" if paper["seconds"] > PAPER else " "
    behind = "~" if made["seconds"] > ALL_PAPERS or made["slowest"] > ONE_PAPER else " "
    print(
        f"\n{behind} {made['number']} papers of a round as Word and PDF: {made['seconds']:.1f} s (bar {ALL_PAPERS} s), "
        f"the slowest after the first {made['slowest']:.2f} s (bar {ONE_PAPER} s)"
    )
    print(f"{late} 500 sheets as PDF: {paper['seconds']:.1f} s (bar {PAPER} s), {paper['bytes'] / 2**20:.1f} MB")


def main(names: list[str]) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        one, scale = (measured(size, names, Path(temporary) / size) for size in ("one", "scale"))
    print("规模 scale: " + ", ".join(f"{value} {key}" for key, value in scale["rows"].items()) + "\n")
    print(f"  {wide('页 page', 22)}{'q·1':>4}{'q·30':>6}{'ms':>6}{'ratio':>7}{'page':>7}{'load':>7}")
    pages: dict[str, dict[str, Any]] = dict(sorted(scale["pages"].items()))
    fastest = min(look["ms"] for looks in pages.values() for look in looks.values() if "ms" in look)
    failed = 0
    for name, looks in pages.items():
        before = one["pages"].get(name, {})
        wrong, ms = missed(name, before, looks), most(looks, "ms")
        failed += bool(wrong)
        slow = [f"slow: > {MS} ms"] if ms > MS else []
        figures = f"{most(before, 'queries'):>4}{most(looks, 'queries'):>6}{ms:>6.0f}{ms / fastest:>7.1f}"
        sizes = f"{most(looks, 'html') / 1024:>7.1f}{most(looks, 'load') / 1024:>7.1f}"
        mark = "✗" if wrong else "~" if slow else " "
        print(f"{mark} {wide(name, 22)}{figures}{sizes}  {'; '.join(wrong + slow)}")
    if not names:
        on_paper(scale["paper"], scale["papers"])
    print(LEGEND)
    print(f"✗ {failed} pages miss a bar" if failed else f"✓ {len(pages)} pages keep the bars on queries and size")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
