"""Lay out the typefaces the printing room sets its papers in, under ``build/fonts``.

They come as npm packages with one whole file a weight, so nobody needs to be root. Run by ``tools/setup.py``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules" / "@expo-google-fonts"
SHELF = ROOT / "build" / "fonts"
FACES = {
    "NotoSansSC-Regular.ttf": "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
    "NotoSerifSC-Regular.ttf": "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "NotoSerifSC-Bold.ttf": "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "NotoEmoji-Regular.ttf": "noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
}


def lay_out() -> None:
    """Copied beside and renamed, so that an interrupted run leaves no half typeface; older ones go."""
    SHELF.mkdir(parents=True, exist_ok=True)
    for name, source in FACES.items():
        part = SHELF / f"{name}.part"
        shutil.copyfile(PACKAGES / source, part)
        part.replace(SHELF / name)
    for path in SHELF.iterdir():
        if path.name not in FACES:
            path.unlink()
