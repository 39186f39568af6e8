"""``python -m shuzhi.crafts.paperform layout FORM.json --json`` and ``print FORM.json --codes CODES.json --out X.pdf``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .form import Form, FormError
from .layout import layout
from .press import print_pdf

FONT_PLACES = ("build/fonts", "/usr/share/fonts/opentype/noto")


def main(arguments: list[str] | None = None) -> int:
    """0, or 2 with one line on the error stream."""
    asked = _parser().parse_args(arguments)
    try:
        form = Form.from_json(_json(asked.form))
        plan = layout(form)
        if asked.what == "layout":
            if asked.json:
                print(json.dumps(plan.to_json(), ensure_ascii=False))
            else:
                for page in plan.pages:
                    reporters = sorted({b.reporter for b in page.boxes})
                    names = " ".join(form.reporters[n].name for n in reporters)
                    print(f"page {page.number} of {len(plan.pages)}: {len(page.boxes)} boxes, {names}")
            return 0
        codes = _json(asked.codes)
        if not isinstance(codes, list):
            raise FormError("codes: expected a list")
        Path(asked.out).write_bytes(print_pdf(plan, codes, asked.fonts or _fonts()))
        return 0
    except FormError as wrong:
        return _say(str(wrong))
    except OSError as wrong:
        return _say(f"{wrong.filename}: {wrong.strerror}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m shuzhi.crafts.paperform")
    verbs = parser.add_subparsers(dest="what", required=True)
    show = verbs.add_parser("layout", help="where everything stands, in millimetres")
    show.add_argument("form")
    show.add_argument("--json", action="store_true")
    sheets = verbs.add_parser("print", help="one PDF, a sheet for each code, in the order given")
    sheets.add_argument("form")
    sheets.add_argument("--codes", required=True)
    sheets.add_argument("--out", required=True)
    sheets.add_argument("--fonts", help="directory with Noto Serif SC and Noto Sans SC")
    return parser


def _json(path: str) -> object:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise FormError(f"{path}: not JSON in UTF-8") from wrong


def _fonts() -> str:
    return next((place for place in FONT_PLACES if Path(place).is_dir()), FONT_PLACES[0])


def _say(line: str) -> int:
    print(line, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
