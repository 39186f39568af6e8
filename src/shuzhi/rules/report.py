"""The report (述职报告, 3.1–3.5): five aspects, the individual's own performance, not a post's work report (5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shuzhi.rules.edition import Aspect, Edition
from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_REPORTER = Text("述职代表", "the reporter")
_ORGANISER = Text("镇人大、代表小组组长", "the town congress or the group leader")
WRITABLE = (None, "drafted", "returned")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts(InRound):
    """A report as it stands: its last version, the guidance on record, and whether the meeting is called."""

    name: str
    state: str | None
    sections: Mapping[str, str]
    aspects: tuple[Aspect, ...]
    least: int
    most: int
    guidances: int = 0
    called: bool = False
    remarks: str = ""


def length(text: str) -> int:
    """Characters as a writer counts them: without spaces and line ends."""
    return len("".join(text.split()))


def total_length(sections: Mapping[str, str]) -> int:
    """The whole report's characters."""
    return sum(length(text) for text in sections.values())


def may_write(facts: ReportFacts) -> Verdict:
    """What has been handed in is not written over; a return opens it again (5.3)."""
    if facts.state in WRITABLE:
        return verdict()
    text = Text("报告已经提交，退回后才能再改。", "The report is handed in; it can be changed once it is returned.")
    return verdict(Lack("5.3", text, _ORGANISER))


def every_aspect_written(facts: ReportFacts) -> Verdict:
    """None of the five aspects is left empty (3.1–3.5)."""
    return verdict(
        *(
            Lack(a.source, Text("“{title}”还没有写。", "“{title}” is empty.").format(title=a.title), _REPORTER)
            for a in facts.aspects
            if a.required and not length(facts.sections.get(a.key, ""))
        )
    )


def fitting_length(facts: ReportFacts) -> Verdict:
    """Neither too short to say anything nor too long for ten minutes (decision 0001)."""
    n = total_length(facts.sections)
    if not n or facts.least <= n <= facts.most:
        return verdict()
    text = Text("全文 {n} 字，原则上 {low}—{high} 字。", "{n} characters; in principle {low} to {high}.")
    return verdict(Caution("D0001", text.format(n=n, low=facts.least, high=facts.most), _REPORTER))


def guided(facts: ReportFacts) -> Verdict:
    """Every reporter is guided face to face before the report is accepted (5.3)."""
    if facts.guidances:
        return verdict()
    text = Text("没有对{who}面对面指导的记录。", "There is no face-to-face guidance of {who} on record.")
    return verdict(Caution("5.3", text.format(who=facts.name), _ORGANISER))


def before_the_call(facts: ReportFacts) -> Verdict:
    """The voters can read the report when they are called to hear it (4.3a)."""
    if not facts.called:
        return verdict()
    text = Text(
        "会议已经召集，报告原则上在此之前公布。",
        "The meeting has been called; in principle the report is published before that.",
    )
    return verdict(Caution("4.3a", text, _ORGANISER))


# 5.3 asks for judgement; these words only say where to look.
_POST = (
    "我局|我镇|我村|我委|我厂|我校|我院|我所|我站|我行|我司|我公司|我企业|我单位|我中心|我街道|我办|本局|本镇|本村|本单位|本公司|本企业|本厂|"
    "GDP|国内生产总值|产值|利税|销售收入|财政收入|税收|招商引资|招商|固定资产投资|技改投入|项目建设|绩效考核|"
    "分管工作|主持全面工作|领导班子|党政班子|村两委|村级收入"
)
_COLLECTIVE = "我们(?:班子|小组|镇|局|村|单位)?|班子|小组(?:共|集体|全体)|集体(?:视察|开展|完成|组织)|全体(?:干部|职工|同志|代表)|干部群众一起|大家一起"
_TELLS = (
    (
        "post",
        re.compile(_POST, re.IGNORECASE),
        Text("像职务工作报告", "reads like a work report of a post"),
    ),
    ("collective", re.compile(_COLLECTIVE), Text("像集体做的事", "reads like the collective’s work")),
)


@dataclass(frozen=True, slots=True)
class Tell:
    """A word that gives away what 5.3 warns of, and where it stands; ``line`` is the text around it."""

    kind: str
    word: str
    offset: int
    before: str
    after: str
    text: Text
    clause: str = "5.3"


def _around(text: str, start: int, end: int, reach: int = 12) -> tuple[str, str]:
    left = re.split(r"[。；！？\n]", text[max(0, start - reach) : start])[-1]
    right = re.split(r"[。；！？\n]", text[end : end + reach])[0]
    return left, right


def _found(text: str) -> Iterator[Tell]:
    for kind, pattern, why in _TELLS:
        for hit in pattern.finditer(text):
            yield Tell(kind, hit[0], hit.start(), *_around(text, hit.start(), hit.end()), why)


def tells(text: str) -> tuple[Tell, ...]:
    """Where a section reads like a post's work report, or claims the collective's work as one's own (5.3).

    A hint, never a refusal.

    >>> [(t.kind, t.word, t.offset) for t in tells("今年我局完成产值三亿元。")]
    [('post', '我局', 2), ('post', '产值', 6)]
    """
    return tuple(sorted(_found(text), key=lambda t: t.offset))


def lengths_of(edition: Edition) -> tuple[int, int]:
    """From how many to how many characters (decision 0001)."""
    return edition.report.least_characters.value, edition.report.most_characters.value
