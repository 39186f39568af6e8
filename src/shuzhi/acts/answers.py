"""What an act may answer with besides the record it made."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Printed:
    """A file handed over once and kept nowhere."""

    filename: str
    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence instead of “done”; ``good`` is false when something has to be set aside."""

    text: Text
    good: bool = True


@dataclass(frozen=True, slots=True)
class Caught(Told):
    """The same for a page that goes on by itself: one word for it, what to do next, how many there are now."""

    word: str = ""
    how: Text | None = None
    number: int = 0
