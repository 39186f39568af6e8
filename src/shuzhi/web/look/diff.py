"""What changed between two versions of a text, as ins and del."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TOKEN = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
# Beyond this many tokens a rewritten passage is shown whole, old then new: comparing it letter by
# letter would take the server seconds and the reader longer.
LETTERS = 1500


def _spans(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    spans = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            spans.append(("", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            spans.append(("del", "".join(old[i1:i2])))
        if j2 > j1:
            spans.append(("ins", "".join(new[j1:j2])))
    return spans


def spans(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs ("" | "del" | "ins", text): by line first, by letter inside what was rewritten."""
    lines_old, lines_new = old.splitlines(keepends=True), new.splitlines(keepends=True)
    result: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, lines_old, lines_new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        before, after = "".join(lines_old[i1:i2]), "".join(lines_new[j1:j2])
        tokens = TOKEN.findall(before), TOKEN.findall(after)
        if tag == "replace" and max(map(len, tokens)) <= LETTERS:
            result += _spans(*tokens)
        elif tag == "equal":
            result.append(("", before))
        else:
            result += [(kind, text) for kind, text in (("del", before), ("ins", after)) if text]
    return result


def html(old: str, new: str) -> SafeString:
    """The two versions as one passage; whatever the texts hold is escaped."""
    drawn = (
        format_html("<{}>{}</{}>", kind, text, kind) if kind else format_html("{}", text)
        for kind, text in spans(old or "", new or "")
    )
    return format_html_join("", "{}", ((piece,) for piece in drawn))
