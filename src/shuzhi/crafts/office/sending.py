"""A paper as it goes out: its number and date filled in, and a fingerprint of what it says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from shuzhi.crafts.office.blocks import Blank, Document, Words, spans


def bears_number(document: Document) -> bool:
    """Whether this kind of paper carries a 发文字号: those with a masthead do."""
    return document.masthead is not None


def as_sent(document: Document, number: str, on: date) -> Document:
    """The paper with its number, and with the day it goes out wherever the date was still open."""
    masthead, signature, imprint = document.masthead, document.signature, document.imprint
    if masthead:
        masthead = replace(masthead, number=number)
    if signature and isinstance(signature.on, Blank):
        signature = replace(signature, on=on)
    if imprint and imprint.printed_on is None:
        imprint = replace(imprint, printed_on=on)
    return replace(document, masthead=masthead, signature=signature, imprint=imprint)


def said(document: Document) -> bytes:
    """All that the paper says and how it is laid out, as canonical JSON. Its number is not of it: that is given when sent."""
    if document.masthead:
        document = replace(document, masthead=replace(document.masthead, number=""))
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(document: Document) -> str:
    """SHA-256 of what the paper says: two papers of one fingerprint say the same."""
    return hashlib.sha256(said(document)).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case str():
            return str(value)
        case None | bool() | int() | float():
            return value
        case Blank():
            return {"blank": value.what}
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(one) for one in value]
        case set() | frozenset():
            return sorted(_plain(one) for one in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {"is": type(value).__name__, **{f.name: _plain(getattr(value, f.name)) for f in fields(value)}}
        case _:
            raise TypeError(f"no part of a paper: {type(value).__name__}")


def line(words: Words) -> str:
    """A title on one line, without the places still to be filled in."""
    return "".join(span for span in spans(words) if isinstance(span, str)).replace("\n", "")
