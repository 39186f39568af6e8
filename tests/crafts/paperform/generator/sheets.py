"""The paper before anybody wrote on it: pages of the real PDF at 300 dots an inch."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from shuzhi.crafts.paperform import Form, Grade, Layout, Question, Reporter, layout, print_pdf

Grey = NDArray[np.uint8]

DPI = 300
DOTS = DPI / 25.4  # a millimetre
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ROOT = Path(__file__).resolve().parents[4]
FONTS = next(p for p in (ROOT / "build" / "fonts", Path("/usr/share/fonts/opentype/noto")) if p.is_dir())
COUNT = 24  # codes a form

_QUESTIONS = (
    "总体评价",
    "出席会议、审议发言",
    "联系选民、反映意见",
    "提出议案和建议",
    "参加闭会期间活动",
    "学习和遵守法律",
)
_GRADES = (("good", "满意"), ("fair", "基本满意"), ("poor", "不满意"), ("unknown", "不了解"))


def _form(reporters: int, questions: int, url: str, **more: Any) -> Form:
    names = ("张堃喆", "欧阳昇燊", "王桂香", "李建国", "赵燊", "陈秀英")
    return Form(
        title="人大代表述职测评表",
        meeting="柳溪镇县人大代表述职大会　2026年5月31日",
        reporters=tuple(Reporter(n, "县人大代表　柳溪镇") for n in names[:reporters]),
        questions=tuple(Question(f"q{n}", text) for n, text in enumerate(_QUESTIONS[:questions])),
        grades=tuple(Grade(*g) for g in _GRADES),
        url=url,
        **more,
    )


# What a town would print: two reporters and six questions, one reporter alone, six by name only; A4, A5, large type.
FORMS: dict[str, Form] = {
    "a4": _form(2, 6, "http://192.168.1.10:8000/s"),
    "a4-large": _form(1, 6, "https://shuzhi.example.cn/s", large=True),
    "a4-names": _form(6, 1, "http://192.168.1.10:8001/s"),
    "a5": _form(1, 5, "http://192.168.1.10:8002/s", paper="A5"),
}


@lru_cache
def plan(name: str) -> Layout:
    return layout(FORMS[name])


@lru_cache
def sheet_codes(name: str) -> tuple[str, ...]:
    dice = random.Random(f"codes of {name}")
    return tuple("".join(dice.choices(ALPHABET, k=12)) for _ in range(COUNT))


@lru_cache
def printed(name: str) -> bytes:
    return print_pdf([(plan(name), sheet_codes(name))], FONTS)


@lru_cache(maxsize=40)
def blank_page(name: str, number: int, page: int = 0) -> Grey:
    """The page as printed, sheet ``number`` of its form; copy it before writing on it."""
    document = pypdfium2.PdfDocument(printed(name))
    one = document[number % COUNT * len(plan(name).pages) + page]
    picture = (
        one.render(scale=DPI / 72, grayscale=True).to_numpy().reshape(-1, round(one.get_width() / 72 * DPI + 0.499))
    )
    picture = np.ascontiguousarray(picture)
    picture.setflags(write=False)
    return picture
