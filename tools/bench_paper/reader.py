"""Reads the pictures of a folder in a process of its own, so that time and memory are the reader's alone."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from shuzhi.crafts.paperform import Form, layout
from shuzhi.crafts.paperform.reading import pages, read


def main(folder: str) -> None:
    home = Path(folder)
    forms = [Form.from_json(one) for one in json.loads((home / "forms.json").read_text())]
    layouts = [layout(one) for one in forms]
    files = sorted(home.glob("*.img"))
    for file in files[:2]:  # the first pictures pay for what is loaded once
        for picture in pages(file.read_bytes()):
            read(picture, layouts)
    found = {}
    for file in files:
        data = file.read_bytes()
        started = time.process_time()
        readings = [one for picture in pages(data) for one in read(picture, layouts)]
        took = time.process_time() - started
        found[file.stem] = {"seconds": took, "readings": [one.to_json() for one in readings]}
    print(json.dumps({"peak_mb": peak(), "found": found}))


def peak() -> float:
    """The most memory this process held, in MB. Not what getrusage says: that begins with the parent's own peak."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(sys.argv[1])
