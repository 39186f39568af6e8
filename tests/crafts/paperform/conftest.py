from __future__ import annotations

import json
from pathlib import Path

import pytest

from shuzhi.crafts.paperform import Form

HERE = Path(__file__).parent
PLACES = (HERE.parents[2] / "build" / "fonts", Path("/usr/share/fonts/opentype/noto"))


@pytest.fixture
def form_file() -> Path:
    return HERE / "form.json"


@pytest.fixture
def form(form_file: Path) -> Form:
    return Form.from_json(json.loads(form_file.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The set-up puts the faces into build/fonts; without any, printing can't be tested and must not pass."""
    for place in PLACES:
        if place.is_dir() and any(place.iterdir()):
            return place
    raise RuntimeError("no fonts: run make setup")
