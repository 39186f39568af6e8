"""A sheet under a phone's camera (4.3b(iii), D0012): what whoever holds the phone is told, and when a sheet is the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from shuzhi.rules.verdict import Text


class Word(StrEnum):
    """What became of one picture, worst last."""

    AGAIN = "again"
    CAUGHT = "caught"
    BUSY = "busy"
    UNSEEN = "unseen"
    DOUBTFUL = "doubtful"
    CONFLICT = "conflict"


TOLD = {
    Word.AGAIN: Text("这张拍过了", "This one is in already"),
    Word.CAUGHT: Text("拍到了", "Caught"),
    Word.BUSY: Text("正在看别人的，请稍等", "Somebody else’s is being read: wait a moment"),
    Word.UNSEEN: Text("没有看到整张表", "No whole sheet in view"),
    Word.DOUBTFUL: Text("看不清楚", "Not clear enough"),
    Word.CONFLICT: Text("放到一边，交给监票人", "Set it aside, for the scrutineers"),
}

_FLATTEN = Text(
    "离近一点，四个角的黑方块都要在画面里，把纸抹平。",
    "Come closer, with the black squares at all four corners in view, and flatten the paper.",
)
_LIGHT = Text(
    "光线亮一点，不要有影子，手不要动；还不行就用这一张，请人看。",
    "More light, no shadow, a steady hand; if that does not help, keep this one for people to look at.",
)
HOW = {
    "no_sheet": _FLATTEN,
    "too_small": _FLATTEN,
    "no_code": Text(
        "编码看不清：离近一点，角上的方块码不要反光、不要遮住。",
        "The code cannot be read: come closer, with no glare on the square codes and nothing over them.",
    ),
    "mirrored": Text("画面是反的：换后面的镜头。", "The picture is mirrored: use the camera at the back."),
    "codes_differ": Text(
        "两角的编码不一样。再拍一次；还是这样，就用这一张，交给监票人。",
        "The codes at the two corners differ. Take it again; if it stays so, keep this one for the scrutineers.",
    ),
    "not_a_picture": Text("这不是照片。", "This is no photograph."),
    "coarse": Text("再近一点，让表占满画面。", "Come closer: let the sheet fill the picture."),
    "few_markers": _FLATTEN,
    "boxes_not_found": _FLATTEN,
    "bent": _FLATTEN,
}
NEXT = Text("换下一张。", "Lay the next one down.")
MORE_PAGES = Text("这张表共 {n} 页，请接着拍另一页。", "This sheet has {n} pages: take the other one next.")
FOR_PEOPLE = Text("图片留下了，请两个人看。", "The picture is kept; two people will look at it.")


def how(status: str, reasons: Sequence[str] = ()) -> Text:
    """What to do about a picture in which no sheet could be read, or none clearly: the first thing that helps."""
    return next((HOW[why] for why in (status, *reasons) if why in HOW), _LIGHT if reasons else _FLATTEN)


def worst(words: Sequence[Word]) -> Word:
    """What is said of a picture with several sheets in it."""
    return max(words, key=list(Word).index)


def alike(first: Mapping[str, Mapping[str, Any]], second: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether two readings under one code can be of one sheet of paper, place by place.

    Held under the camera twice it reads the same. A copy filled in again does not: a mark where the other has none, or
    another. What could not be seen at all speaks neither for nor against.
    """
    marks = ((_marks(seen), _marks(second[name])) for name, seen in first.items() if name in second)
    return all(one is None or other is None or one == other for one, other in marks)


def _marks(seen: Mapping[str, Any]) -> frozenset[str] | None:
    if seen["value"] is not None:
        return frozenset([seen["value"]])
    return None if seen["suggestion"] is None else frozenset(seen["suggestion"])
