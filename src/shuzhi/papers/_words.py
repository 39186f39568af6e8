"""What every official paper says alike: dates, the names of bodies, who issues it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils.timezone import localtime

from shuzhi.crafts.office.blocks import Blank, Block, Heading, Masthead, Paragraph, Quoted, Span, Words
from shuzhi.reads.programme import edition_of
from shuzhi.records import models as m
from shuzhi.rules.blank import MARKED
from shuzhi.rules.dates import long_day
from shuzhi.rules.roles import RoundKind

WEEKDAYS = "一二三四五六日"
LEVELS = (
    re.compile(r"[一二三四五六七八九十]+、\s*\S"),
    re.compile(r"（[一二三四五六七八九十]+）\s*\S"),
    re.compile(r"\d{1,2}[.．]\s*\D"),
    re.compile(r"（\d{1,2}）\s*\S"),
)
# A numbered line longer than this is a paragraph that begins with its number, not a heading.
HEADING = 30


def day(on: date) -> str:
    """2026年5月31日."""
    return long_day(on).zh


def month(born: str) -> str:
    """1950年1月, from YYYY-MM or YYYY; nothing from nothing."""
    year, _, number = born.partition("-")
    return f"{year}年" * bool(year) + f"{number.lstrip('0')}月" * bool(number)


def weekday(on: date) -> str:
    return f"星期{WEEKDAYS[on.weekday()]}"


def hour(at: datetime) -> str:
    """下午2:30, in the office's time."""
    local = localtime(at)
    part = "上午" if local.hour < 12 else "下午" if local.hour < 18 else "晚上"
    return f"{part}{local.hour if local.hour <= 12 else local.hour - 12}:{local.minute:02}"


def moment(at: datetime) -> str:
    """2026年5月31日（星期三）下午2:30."""
    on = localtime(at).date()
    return f"{day(on)}（{weekday(on)}）{hour(at)}"


def known(words: str, what: str, at: tuple[str, int]) -> Span:
    """The words, or a place to be filled in on the page named."""
    return words.strip() or Blank(what, at)


def together(names: Iterable[str], what: str, at: tuple[str, int]) -> Span:
    """甲、乙、丙; where there is nobody, a place to be filled in."""
    return "、".join(names) or Blank(what, at)


def between(starts: datetime, ends: datetime) -> str:
    """下午2:00—2:10."""
    first, last = hour(starts), hour(ends)
    return f"{first}—{last[2:] if first[:2] == last[:2] else last}"


def regulation(programme: m.Programme) -> str:
    """《关于开展……的意见》, by the first line of the edition's text."""
    return f"《{edition_of(programme).text.zh.strip().splitlines()[0].strip()}》"


def basis(programme: m.Programme) -> str:
    """On what the work rests, as papers cite it: who adopted the regulation, where (0.1)."""
    return f"{programme.adopting_body}{programme.adopted_at_meeting}通过的{regulation(programme)}"


class Names:
    """How the bodies of one round are called in its papers."""

    def __init__(self, round_: m.Round) -> None:
        self.round = round_
        self.kind = RoundKind(round_.kind)
        self.district = round_.programme.district.name
        self.organiser = round_.organiser.name

    @property
    def level(self) -> str:
        """Of which congress the reporters are deputies: 锡山区, 东港镇."""
        return self.organiser if self.kind is RoundKind.TOWN else self.district

    @property
    def standing_committee(self) -> str:
        return f"{self.district}人大常委会"

    @property
    def issuer(self) -> str:
        """Who issues the round's papers: the presidium for the town congress, or the district-organs group (5.2)."""
        if self.kind is RoundKind.DISTRICT_ORGANS:
            return f"{self.district}人大{self.organiser}"
        return f"{self.organiser}人民代表大会主席团"

    @property
    def congress(self) -> str:
        """东港镇人大, or the group by its name."""
        return self.organiser if self.kind is RoundKind.DISTRICT_ORGANS else f"{self.organiser}人大"

    @property
    def adopter(self) -> str:
        """The body that adopts the plan (4.1a)."""
        if self.kind is RoundKind.TOWN:
            return f"{self.organiser}人大主席团会议"
        return f"{self.standing_committee}主任会议"

    @property
    def decider(self) -> str:
        """The body that decides the list of reporters (4.1b)."""
        return f"{self.organiser}人大主席团会议" if self.kind is RoundKind.TOWN else "区人大代表小组会议"

    @property
    def group(self) -> str:
        """Whose quota it is, in the source document's words (2.2a, 2.2b)."""
        return self.organiser if self.kind is RoundKind.DISTRICT_ORGANS else "镇的区代表小组"

    @property
    def regulation(self) -> str:
        """《关于开展……的意见》, by the first line of the edition's text."""
        return regulation(self.round.programme)

    @property
    def deputies(self) -> str:
        """Whose reports: 东港镇区人大代表, 东港镇人大代表, 区机关代表小组人大代表."""
        match self.kind:
            case RoundKind.DISTRICT_TOWN:
                return f"{self.organiser}区人大代表"
            case RoundKind.TOWN:
                return f"{self.organiser}人大代表"
            case RoundKind.DISTRICT_ORGANS:
                return f"{self.organiser}人大代表"

    @property
    def rank(self) -> str:
        """区人大代表, 镇人大代表: deputies of which level (2.1)."""
        return "镇人大代表" if self.kind is RoundKind.TOWN else "区人大代表"

    @property
    def work(self) -> str:
        """东港镇区人大代表向选民述职."""
        return f"{self.deputies}向选民述职"


def masthead(names: Names) -> Masthead:
    """The red masthead of the round's issuing body; its number is given when it is sent."""
    return Masthead(f"{names.issuer}文件", Blank("发文字号"))


def marked(line: str, what: str, at: tuple[str, int] | None = None) -> Words:
    """A written line; the places marked in it (〔待填〕) stay places to be filled in, ``what`` where it does not say."""
    parts: list[Span] = []
    begun = 0
    for found in MARKED.finditer(line):
        parts += [line[begun : found.start()], Blank(found[1] or what, at)]
        begun = found.end()
    kept = tuple(part for part in (*parts, line[begun:]) if part)
    return kept if parts else line


def prose(text: str, at: tuple[str, int] | None = None) -> Iterator[Block]:
    """A text written in the program, as blocks: lines numbered 一、（一）1.（1） are headings and keep their numbers.

    A place marked 〔待填〕 is called by the heading it stands under, and filled in on the page ``at``.
    """
    under = "正文"
    for line in filter(None, map(str.strip, text.splitlines())):
        level = next((n for n, shape in enumerate(LEVELS, 1) if shape.match(line)), 0)
        if level and len(line) <= HEADING and line[-1] not in "。；;，":
            under = line.split("、", 1)[-1] if level == 1 else under
            yield Heading(level, marked(line, under, at), numbered=False)
        else:
            yield Paragraph(marked(line, under, at))


def quoted(text: str, what: str, at: tuple[str, int]) -> Block:
    """Somebody's words as they stand, or a place for them."""
    return Quoted(text.strip()) if text.strip() else Paragraph(Blank(what, at))
