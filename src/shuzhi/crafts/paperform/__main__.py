"""``python -m shuzhi.crafts.paperform layout FORM.json --json``, ``print FORM.json --codes CODES.json --out X.pdf``
and ``read FILE… --form FORM.json --json``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from .form import Form, FormError, ScanMissing
from .layout import layout
from .press import print_pdf
from .shapes import Layout

FONT_PLACES = ("build/fonts", "/usr/share/fonts/opentype/noto")


def main(arguments: list[str] | None = None) -> int:
    """0, or 2 with one line on the error stream."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.what == "layout":
            _show(_plan(asked.form), whole=asked.json)
        elif asked.what == "print":
            codes = _json(asked.codes)
            if not isinstance(codes, list):
                raise FormError("codes: expected a list")
            Path(asked.out).write_bytes(print_pdf([(_plan(asked.form), codes)], asked.fonts or _fonts()))
        else:
            for page in _read([Path(name) for name in asked.files], [_plan(name) for name in asked.form]):
                print(json.dumps(page, ensure_ascii=False) if asked.json else _line(page), flush=True)
        return 0
    except (FormError, ScanMissing) as wrong:
        return _say(str(wrong))
    except OSError as wrong:
        return _say(f"{wrong.filename or 'output'}: {wrong.strerror}")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words given in one line; ``--help`` tells the rest."""

    def error(self, message: str) -> NoReturn:
        sys.exit(_say(f"{self.prog}: {message}"))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m shuzhi.crafts.paperform")
    verbs = parser.add_subparsers(dest="what", required=True)
    show = verbs.add_parser("layout", help="where everything stands, in millimetres")
    show.add_argument("form")
    show.add_argument("--json", action="store_true")
    sheets = verbs.add_parser("print", help="one PDF, a sheet for each code, in the order given")
    sheets.add_argument("form")
    sheets.add_argument("--codes", required=True)
    sheets.add_argument("--out", required=True)
    sheets.add_argument("--fonts", help="directory with Noto Serif SC and Noto Sans SC")
    scans = verbs.add_parser("read", help="filled sheets from PDF, TIFF, JPEG, PNG or HEIC: one answer a page")
    scans.add_argument("files", nargs="+", metavar="FILE")
    scans.add_argument("--form", required=True, action="append", help="what was printed; again for a further form")
    scans.add_argument("--json", action="store_true", help="one object a page")
    return parser


def _plan(path: str) -> Layout:
    return layout(Form.from_json(_json(path)))


def _show(plan: Layout, *, whole: bool) -> None:
    if whole:
        print(json.dumps(plan.to_json(), ensure_ascii=False))
        return
    for page in plan.pages:
        reporters = sorted({b.reporter for b in page.boxes})
        names = " ".join(plan.form.reporters[n].name for n in reporters)
        print(f"page {page.number} of {len(plan.pages)}: {len(page.boxes)} boxes, {names}")


def _read(files: Sequence[Path], layouts: Sequence[Layout]) -> Iterator[dict[str, Any]]:
    """Page by page. A file is told by its place among those given: its name stands beside no answer."""
    # Only here: printing must work where the extra is not installed.
    from .reading import Limits, pages, read

    limits = Limits()
    for file in files:
        file.stat()  # a name mistyped is said before the first page is read
    for number, file in enumerate(files, 1):
        # One byte more than is taken in is enough to see that it is too large.
        with file.open("rb") as opened:
            data = opened.read(limits.bytes + 1)
        for picture in pages(data, limits):
            for reading in read(picture, layouts):
                yield {"file": number, **reading.to_json()}


def _line(page: dict[str, Any]) -> str:
    verdicts = page["verdicts"]
    accepted = sum(not v["review"] for v in verdicts)
    told = f"{accepted} accepted, {len(verdicts) - accepted} to review" if verdicts else ", ".join(page["reasons"])
    return f"file {page['file']} page {page['picture']}: {page['status']} {page['code'] or '-'} {told}".rstrip()


def _json(path: str) -> object:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise FormError(f"{path}: not JSON in UTF-8") from wrong


def _fonts() -> str:
    return next((place for place in FONT_PLACES if Path(place).is_dir()), FONT_PLACES[0])


def _say(line: str) -> int:
    print(" ".join(line.split()), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
