"""Checks the journal of an archive box: python3 journal/check.py. Needs nothing but Python 3.

chain.csv has every line of the district's journal as two hashes: its own and that of the line before. journal.jsonl has the
lines of this round in full. A line that was changed no longer has its hash; one taken out or put in breaks the chain.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    previous, known, length = "0" * 64, set(), 0
    with (HERE / "chain.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            length += 1
            if row["previous"] != previous:
                print(f"chain.csv: the chain breaks at line {length} · 链条在第 {length} 行断了")
                return 1
            previous = row["digest"]
            known.add(previous)
    found = 0
    with (HERE / "journal.jsonl").open(encoding="utf-8") as file:
        for line in file:
            found += 1
            entry = json.loads(line)
            text = json.dumps(entry["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            if hashlib.sha256(text.encode()).hexdigest() != entry["digest"]:
                print(f"journal.jsonl: line {found} was changed · 第 {found} 行被改动过")
                return 1
            if entry["digest"] not in known:
                print(f"journal.jsonl: line {found} is not in the chain · 第 {found} 行不在链条里")
                return 1
    print(f"{found} lines of this round, {length} in the chain, whole · 本轮 {found} 行，全部 {length} 行，完整")
    print(f"last digest · 最后一行的校验码 {previous}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
