"""Papers sent (定稿印发, 发文字号): what must hold before one goes out, and how its number is counted (D0010)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

KEPT = "D0010"
CODE = re.compile(r"[㐀-䶿一-鿿]{2,12}")
SHOWN_GAPS = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A 发文字号: the issuing body's code, the year in six-cornered brackets, the number without leading zeros."""

    code: str
    year: int
    n: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.n}号"


def next_number(given: Collection[int]) -> int:
    """The number that follows those one body has given in one year; every year begins at 1."""
    return max(given, default=0) + 1


@dataclass(frozen=True, slots=True)
class SendFacts:
    """A paper about to be sent: whether its kind bears a number, the issuer's code, what is still to be filled in.

    ``version`` is the one that stands, 0 where none does; ``changed`` whether the paper says anything else since.
    """

    office: str
    code: str
    bears_number: bool
    gaps: tuple[str, ...] = ()
    version: int = 0
    changed: bool = True


def may_send(facts: SendFacts) -> Verdict:
    """A number needs the issuer's code; the same text is not sent twice; white places call for a reason (D0010)."""
    found: list[Lack | Caution] = []
    if facts.bears_number and not facts.code:
        text = Text(
            "{office}还没有设定机关代字，编不出发文字号。",
            "{office} has no issuing code yet, so no number can be given.",
        )
        found.append(Lack(KEPT, text.format(office=facts.office), Text(facts.office, facts.office)))
    if facts.version and not facts.changed:
        text = Text(
            "第{n}版印发以后内容没有变化，不用再印发。", "Nothing has changed since version {n} was sent; it stands."
        )
        found.append(Lack(KEPT, text.format(n=facts.version)))
    if facts.gaps:
        named = "、".join(facts.gaps[:SHOWN_GAPS]) + ("等" if len(facts.gaps) > SHOWN_GAPS else "")
        text = Text("还有{n}处待填：{named}。", "{n} places are still to be filled in: {named}.")
        found.append(Caution(KEPT, text.format(n=len(facts.gaps), named=named)))
    return verdict(*found)


def code_fits(code: str, *, taken_by: str) -> Verdict:
    """A 机关代字 is two to twelve Chinese characters, and no other body's: two papers never read alike (D0010)."""
    if not CODE.fullmatch(code):
        text = Text(
            "机关代字是2至12个汉字，例如“东港人大发”。",
            "An issuing code is two to twelve Chinese characters, such as 东港人大发.",
        )
        return verdict(Lack(KEPT, text))
    if taken_by:
        text = Text(
            "“{code}”是{body}用过的机关代字，请另定一个。",
            "“{code}” is the issuing code of {body}; choose another one.",
        )
        return verdict(Lack(KEPT, text.format(code=code, body=taken_by)))
    return verdict()
