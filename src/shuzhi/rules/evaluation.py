"""The evaluation in its order (4.3b(iii)): sheets printed, phones opened and closed, paper typed in.

What the source document does not say of it is decided in D0001 (the reckoning) and D0005 (casting).
"""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules.scan import all_read
from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_ORGANISER = Text("承办单位", "the organiser")
_SCRUTINEER = Text("监票人", "the scrutineers")
CASTING = "D0005"
SEALED = "D0007"
EVALUATION = "4.3b"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFacts(InRound):
    """How far the evaluation of one meeting has come.

    ``phones`` is ``closed`` before they are opened, then ``open``, then ``stopped``; None before the
    first sheet is printed. ``present`` counts the sheets that those checked in may fill in, one each or one a reporter;
    ``back`` the sheets whose code was used, asked while phones are open; ``unread`` files of scans, and ``conflicts``
    among them, once they are stopped.
    """

    phones: str | None
    issued: int
    present: int
    reporters: int
    same_reporters: bool = True
    count: str | None = None
    back: int = 0
    unread: int = 0
    conflicts: int = 0


def may_issue(facts: EvaluationFacts) -> Verdict:
    """Sheets are printed for the meeting's reporters, and before the evaluation starts."""
    findings: list[Lack] = []
    if not facts.reporters:
        text = Text(
            "会议还没有确定述职代表，测评表没有可写的人。",
            "The meeting has no reporters yet: there is nobody to put on the sheet.",
        )
        findings.append(Lack(EVALUATION, text, _ORGANISER))
    if facts.phones not in (None, "closed"):
        text = Text("测评已经开始，不能再增印测评表。", "The evaluation has started: no more sheets can be printed.")
        findings.append(Lack(CASTING, text))
    if not facts.same_reporters:
        text = Text(
            "已印的测评表上述职代表与现在的名单不同，不能混用。",
            "The sheets printed before bear other reporters than the meeting has now; they cannot be mixed.",
        )
        findings.append(Lack(CASTING, text, _ORGANISER))
    return verdict(*findings)


def may_open(facts: EvaluationFacts) -> Verdict:
    """The evaluation opens once, with sheets at hand for everybody who came."""
    if not facts.issued:
        text = Text("还没有印制测评表。", "No sheets have been printed.")
        return verdict(Lack(EVALUATION, text, _ORGANISER))
    if facts.phones != "closed":
        return verdict(Lack(CASTING, Text("测评已经开始过了。", "The evaluation has been opened before.")))
    if facts.issued < facts.present:
        text = Text(
            "到会的人要填 {present} 张测评表，只印了 {issued} 张。",
            "Those present have {present} sheets to fill in, and only {issued} have been printed.",
        )
        return verdict(Caution(EVALUATION, text.format(present=facts.present, issued=facts.issued), _ORGANISER))
    return verdict()


def may_reopen(facts: EvaluationFacts) -> Verdict:
    """New keys and cards for the same sheets, when the cards were not saved; never once a form is in (D0007)."""
    if facts.phones != "open":
        return verdict(Lack(SEALED, Text("现在没有在测评。", "No evaluation is running now.")))
    if facts.back:
        text = Text(
            "已经有 {n} 张入箱，不能重来。手里有两张监票卡就够；凑不出两张，停止手机填表以后宣布测评无效，用纸重新测评。",
            "{n} sheets are in: it cannot be opened anew. Two cards are enough; without two, close the phones, declare "
            "the evaluation void and repeat it on paper.",
        )
        return verdict(Lack(SEALED, text.format(n=facts.back)))
    text = Text(
        "原来的三张监票卡从此没有用，换成新的三张；已经打开了测评表的手机要重新扫一次。",
        "The three cards given before are worthless from now on and three new ones take their place; phones that show a "
        "sheet already must scan it again.",
    )
    return verdict(Caution(SEALED, text))


def may_close(facts: EvaluationFacts) -> Verdict:
    """Phones are stopped once they were open."""
    if facts.phones != "open":
        return verdict(Lack(CASTING, Text("现在没有开放手机填表。", "Phones are not open now.")))
    return verdict()


def paper_may_go_in(facts: EvaluationFacts) -> Verdict:
    """Paper goes in after phones are closed, so that no code counts both ways, and before the count is confirmed."""
    if facts.phones != "stopped":
        text = Text("先停止手机填表，再点纸质表。", "Close the phones first, then count the paper.")
        return verdict(Lack(CASTING, text, _SCRUTINEER))
    if facts.count not in (None, "drawn_up"):
        text = Text("计票已经核对确认，不能再改动。", "The count has been confirmed and cannot be changed.")
        return verdict(Lack(CASTING, text))
    return verdict()


def may_draw_up(facts: EvaluationFacts) -> Verdict:
    """The count is drawn up when nothing more can come in from phones, and only once."""
    if facts.phones != "stopped":
        text = Text("先停止手机填表，再清点。", "Close the phones before drawing up the count.")
        return verdict(Lack(CASTING, text, _SCRUTINEER))
    if facts.count is not None:
        text = Text("已经清点过，请在原来的计票上修改。", "The count has been drawn up; change that one.")
        return verdict(Lack(CASTING, text))
    return all_read(unread=facts.unread, conflicts=facts.conflicts)
