"""What attendees wrote beside their marks: read by a person, then shown or withheld, all in one go (D0002).

No comment is shown by itself or a few at a time: the order in which they came out would tell of who wrote.
"""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

SHOWN = "shown"
ILLEGIBLE = "illegible"
COMMENTS = "D0002"
WITHHELD: dict[str, Text] = {
    "names": Text("涉及他人姓名、隐私", "Names or private matters of others"),
    "abuse": Text("辱骂、人身攻击", "Abuse"),
    "writer": Text("看得出是谁写的", "Gives away who wrote it"),
    "off": Text("与述职无关", "Nothing to do with the report"),
    ILLEGIBLE: Text("没有写字，或者认不出", "Nothing written, or illegible"),
    "few": Text("不足规定条数，一律不公开", "Too few to show any"),
}
_SCRUTINEER = Text("监票人", "the scrutineers")
_AT_THE_TABLE = Text("计票人、监票人", "the tellers and scrutineers")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """The comments of one meeting as decided on: ``shown`` + ``withheld`` + ``unread`` = ``received``.

    ``handwritten``: those of the unread that are pictures still, and must be typed in before anybody decides.
    """

    received: int
    shown: int
    unread: int
    least: int
    handwritten: int = 0

    @property
    def withheld(self) -> int:
        return self.received - self.shown - self.unread


def may_release(facts: CommentFacts) -> Verdict:
    """Every comment is read and decided on at once, and none is shown unless so many are (D0002)."""
    if not facts.received:
        return verdict(Lack(COMMENTS, Text("没有人在测评表上写话。", "Nobody wrote anything on the sheets.")))
    findings = []
    if facts.handwritten:
        text = Text("还有 {n} 条手写的没有录入。", "{n} comments written by hand are not typed in yet.")
        findings.append(Lack(COMMENTS, text.format(n=facts.handwritten), _AT_THE_TABLE))
    elif facts.unread:
        text = Text("还有 {n} 条没有决定。", "{n} comments are not decided on yet.")
        findings.append(Lack(COMMENTS, text.format(n=facts.unread), _SCRUTINEER))
    elif 0 < facts.shown < facts.least:
        text = Text(
            "只放行 {n} 条，不足 {least} 条：少了容易认出是谁写的，只能一条也不放行。",
            "Only {n} would be shown, fewer than {least}: so few give their writers away; none may be shown then.",
        )
        findings.append(Lack(COMMENTS, text.format(n=facts.shown, least=facts.least), _SCRUTINEER))
    return verdict(*findings)
