"""Lay out the typefaces the printing room sets its papers in, under ``build/fonts``.

Both come as npm packages, so nobody needs to be root. The sans is one file a weight. The serif is
published in about a hundred slices for browsers; a paper needs it whole, so the slices of a weight
are joined. It takes some seconds and is done once. Run by ``tools/setup.py``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
SHELF = ROOT / "build" / "fonts"

SANS = {"NotoSansSC-Regular.otf": "NotoSansHans-Regular.otf", "NotoSansSC-Bold.otf": "NotoSansHans-Bold.otf"}
SERIF = {"NotoSerifSC-Regular.ttf": 400, "NotoSerifSC-Bold.ttf": 700}
NAMES = [*SANS, *SERIF]

# Rare in text, common in names; typefaces that claim all of Chinese lack some of them.
MUST_HAVE = "述职评议〇○㎡堃喆昇燊"
# Layout tables of the slices speak of glyphs in other slices, and Chinese set in rows needs none.
NOT_JOINED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT"]


def join(target: str, weight: int) -> str:
    """Join all slices of one weight of the serif into one file on the shelf."""
    folder = PACKAGES / "@fontsource" / "noto-serif-sc" / "files"
    slices = [BytesIO(unpacked(path)) for path in sorted(folder.glob(f"*-{weight}-normal.woff2"), key=order)]
    options = Options()
    options.drop_tables = NOT_JOINED
    font = Merger(options).merge(slices)
    call(font, "Noto Serif SC", "Bold" if weight == 700 else "Regular")
    put(target, font.save)
    return target


def call(font: TTFont, family: str, style: str) -> None:
    """Give the font its family's name; the slices carry the one of the lightest weight."""
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}
    for number in (16, 17, 21, 22, 25, *names):
        font["name"].removeNames(nameID=number)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def order(path: Path) -> tuple[int, int]:
    """Latin first: of two slices with the same character the first one's is kept."""
    number = re.search(r"-sc-(\d+)-", path.name)
    return (1, int(number[1])) if number else (0, 0)


def unpacked(path: Path) -> bytes:
    font = TTFont(path)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def lay_out(target: str, source: str) -> None:
    """One weight of the sans, under the name that its later editions and the papers call it by."""
    font = TTFont(PACKAGES / "@embedpdf" / "fonts-sc" / "fonts" / source)
    call(font, "Noto Sans SC", "Bold" if "Bold" in target else "Regular")
    put(target, font.save)


def put(target: str, write: Callable[[Path], object]) -> None:
    """Write beside and rename, so that an interrupted run leaves no half typeface."""
    part = SHELF / f"{target}.part"
    write(part)
    part.replace(SHELF / target)


def check(target: str) -> None:
    known = TTFont(SHELF / target, lazy=True).getBestCmap()
    lacking = [sign for sign in MUST_HAVE if ord(sign) not in known]
    if lacking:
        print(f"  {target}: lacks {''.join(lacking)}", file=sys.stderr)
    if set("述职评议堃喆昇燊") & set(lacking):
        raise SystemExit(f"{target} cannot set common names")


def main() -> None:
    SHELF.mkdir(parents=True, exist_ok=True)
    for target, source in SANS.items():
        lay_out(target, source)
    with ProcessPoolExecutor(max_workers=2) as pool:
        for done in pool.map(join, SERIF, SERIF.values()):
            print(f"  {done}", flush=True)
    for target in NAMES:
        check(target)


if __name__ == "__main__":
    main()
