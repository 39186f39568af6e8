"""The published schema of FORM.json says what the program takes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from shuzhi.crafts import paperform
from shuzhi.crafts.paperform import Form, FormError

SCHEMA = json.loads((Path(paperform.__file__).with_name("form.schema.json")).read_text(encoding="utf-8"))
GOOD = json.loads((Path(__file__).parent / "form.json").read_text(encoding="utf-8"))
CHANGES = [
    {},
    {"paper": "A5", "large": True, "example": False, "notice": "", "meeting": ""},
    {"paper": "A3"},
    {"title": ""},
    {"title": "题" * 61},
    {"url": "ftp://x"},
    {"url": "http://x/s#y"},
    {"reporters": []},
    {"reporters": [{"name": "王"}] * 31},
    {"reporters": [{"heading": "县人大代表"}]},
    {"questions": [{"code": "a b", "text": "x"}]},
    {"questions": [{"code": "a", "text": "x" * 61}]},
    {"grades": [{"code": "a", "label": "满意"}]},
    {"grades": [{"code": str(n), "label": "满意"} for n in range(7)]},
    {"grades": [{"code": "a", "label": "非常非常非常满意吗"}, {"code": "b", "label": "x"}]},
    {"instructions": []},
    {"instructions": ["打勾"] * 5},
    {"large": "yes"},
    {"colour": "red"},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_schema_and_program_agree(change: dict[str, object]) -> None:
    form = {**GOOD, **change}
    try:
        Form.from_json(form)
        taken = True
    except FormError:
        taken = False
    assert jsonschema_rs.is_valid(SCHEMA, form) == taken
