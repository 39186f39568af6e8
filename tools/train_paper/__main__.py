"""Pictures → boxes with what was done to them → weights. Needs the packages of ``make test``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from tools.train_paper.boxes import Boxes, gather
from tools.train_paper.network import train

from shuzhi.crafts.paperform.reading import opinion

OUT = Path(opinion.__file__).with_name(opinion.FILE)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.train_paper")
    parser.add_argument("--pages", type=int, default=150, help="pictures a level")
    parser.add_argument("--keep", help="file in which the boxes found are kept for another run")
    parser.add_argument("--out", default=str(OUT))
    asked = parser.parse_args()
    if asked.keep and Path(asked.keep).is_file():
        with np.load(asked.keep) as kept:
            boxes = Boxes(kept["seen"], kept["page"], kept["classes"])
    else:
        boxes = gather(asked.pages)
        if asked.keep:
            np.savez_compressed(asked.keep, seen=boxes.seen, page=boxes.page, classes=boxes.classes)
    sorts = np.bincount(boxes.classes, minlength=3)
    print(f"{len(boxes.classes)} boxes: {', '.join(map(str, sorts))} empty, marked, odd")
    model = train(boxes)
    data = model.to_bytes()
    Path(asked.out).write_bytes(data)
    print(f"{asked.out}: {len(data) / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
