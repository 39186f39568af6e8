"""Sheets (测评表): printed, phones opened and closed, paper checked in and typed in (4.3b(iii), D0005)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import models

from shuzhi.acts._perform import Move, move
from shuzhi.acts.answers import Printed, Told
from shuzhi.acts.casting import drain, forget_box, waiting
from shuzhi.acts.record import RecordKeeper, random, record_of
from shuzhi.crafts.paperform import Form, FormError
from shuzhi.crafts.seal import ANSWER, Reason, codes, open_meeting
from shuzhi.reads.entries import Paper, papers_of
from shuzhi.reads.open_acts import verdict_now
from shuzhi.reads.record import kinds, plan_of
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import Pile, facts, paper_facts, piles
from shuzhi.records import models as m
from shuzhi.rules import evaluation as rules
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor
from shuzhi.rules.scan import IN_BY_PICTURE
from shuzhi.rules.sheet import Answer, SheetError, differences, fill
from shuzhi.rules.verdict import Lack, Text, verdict

SALT_BYTES = 16
NOTHING = Printed("", b"", "")

Answers = Mapping[str, Mapping[str, Answer]]


def issue(
    actor: Actor,
    meeting: m.Meeting,
    *,
    numbers: Mapping[int, int],
    address: str,
    press: Callable[..., bytes],
    paper: str = "A4",
    large: bool = True,
    comments: bool = False,
    form: Callable[..., Form | None] | None = None,
    reason: str = "",
    once: str | None = None,
) -> Printed:
    """Prints sheets: so many of each pile, each with a code of its own (4.3b(iii)).

    ``numbers``: pile key → sheets; ``comments``: with room for a comment. One PDF, pile after pile. The codes are minted
    in memory, go into the PDF that is returned this once, and are forgotten; only their tags are stored, in the tags'
    order. Again: more sheets are added, those printed before stay good. ``press`` is the printing room (``papers.sheets.press``), which acts may
    not know; ``form`` is what it sets (``papers.sheets.form``), kept so that a machine can read the sheets. Refused
    once the evaluation has started.
    """
    kept = {key: n for key, n in numbers.items() if n > 0}
    with move(actor, "sheet.issue", meeting, reason=reason, once=once, numbers=kept, paper=paper) as this:
        meeting = this.subject
        this.add(rules.may_issue(facts(meeting)))
        if not kept:
            this.add(verdict(Lack(rules.EVALUATION, Text("没有写明要印几张。", "It is not said how many to print."))))
        meeting.sheet_address = address
        evaluation, _ = m.Evaluation.objects.get_or_create(meeting=meeting, defaults={"salt": random(SALT_BYTES)})
        edition = edition_of(meeting)
        how: dict[str, Any] = {"address": address, "paper": paper, "large": large, "comments": comments}
        minted = [
            (pile, [codes.mint(secrets.randbits) for _ in range(kept[pile.key])])
            for pile in piles(meeting)
            if pile.key in kept
        ]
        pdf = b""
        try:
            if minted:
                pdf = press(meeting, edition, [(pile.reporters, own) for pile, own in minted], **how)
            for pile, own in minted:
                said = form and form(meeting, edition, pile.reporters, **how)
                _store(meeting, evaluation, pile, own, said)
        except FormError as error:
            text = Text("测评表印不出来：{why}。", "The sheets cannot be printed: {why}.").format(why=error)
            this.add(verdict(Lack(rules.EVALUATION, text)))
    return Printed("测评表.pdf", pdf, "application/pdf")


def _store(meeting: m.Meeting, evaluation: m.Evaluation, pile: Pile, minted: list[str], form: Form | None) -> None:
    """The pile, and the tags of its codes in their own order, which is no order of the codes."""
    kind, made = m.SheetKind.objects.get_or_create(
        meeting=meeting,
        constituency=m.Constituency.objects.filter(pk=pile.constituency).first(),
        reporter=pile.reporters[0] if pile.alone else None,
        defaults={"label": pile.label},
    )
    reporters = [reporter.pk for reporter in pile.reporters]
    if made:
        kind.reporters.set(reporters)
    printing = m.Printing.objects.create(kind=kind, form=form.to_json(), reporters=reporters) if form else None
    kind.issued += len(minted)
    kind.save()
    tags = sorted(codes.tag(code, bytes(evaluation.salt)) for code in minted)
    m.Tag.objects.bulk_create(m.Tag(tag=t, kind=kind, printing=printing, answer=random(ANSWER)) for t in tags)


CardPress = Callable[[m.Meeting, Sequence[str]], bytes]


def open_(
    actor: Actor,
    meeting: m.Meeting,
    *,
    cards: CardPress,
    reason: str = "",
    once: str | None = None,
) -> Printed:
    """Opens the evaluation and its sealed record: sheets may be cast on phones from now on (4.3b(iii), D0007).

    By a scrutineer. Answers with the three cards of the closing key, which exist nowhere else: one each for the
    scrutineers, any two of them open the sums at the end. ``cards`` is the printing room (``papers.cards.press``).
    """
    with move(actor, "sheet.open", meeting, reason=reason, once=once) as this:
        found = facts(this.subject)
        this.add(rules.may_open(found))
        this.detail["issued"] = found.issued
        if this.more.refused:
            return NOTHING
        return _begin(this.subject, cards)


def reopen(actor: Actor, meeting: m.Meeting, *, cards: CardPress, reason: str = "", once: str | None = None) -> Printed:
    """Opens the evaluation anew with new keys and cards, when the cards were not saved (4.3b(iii), D0007).

    The sheets stay good. Only while nothing is in: whoever waits for a batch is as good as in, and stays in company.
    The opening before is discarded, and its cards open nothing.
    """
    with move(actor, "sheet.reopen", meeting, reason=reason, once=once) as this:
        found = facts(this.subject)
        found = replace(found, back=found.back + waiting(meeting.pk))
        this.add(rules.may_reopen(found))
        if this.more.refused:
            return NOTHING
        # The version goes on: a batch that was judged under the opening before finds it changed, and stores nothing.
        stands = m.Evaluation.objects.filter(meeting=this.subject, phones="open", leaves=0)
        if not stands.update(opening=None, box=b"", seed=b"", cards=[], version=models.F("version") + 1):
            this.add(rules.may_reopen(replace(found, back=1)))  # it came in just now
            return NOTHING
        return _begin(this.subject, cards)


def _begin(meeting: m.Meeting, cards: CardPress) -> Printed:
    """Keys drawn, cards printed; kept of the cards is what tells another meeting's from them."""
    salt = bytes(m.Evaluation.objects.get(meeting=meeting).salt)
    tags = [_tags(kind) for kind in kinds(meeting.pk)]
    opened = open_meeting(plan_of(meeting), tags, salt, RecordKeeper(meeting.pk), random)
    m.Evaluation.objects.filter(meeting=meeting).update(cards=sorted(card.mark for card in opened.cards))
    printed = cards(meeting, [card.text for card in opened.cards])
    return Printed("监票卡.pdf", printed, "application/pdf")


def _tags(kind: int) -> list[bytes]:
    return [bytes(tag) for tag in m.Tag.objects.filter(kind=kind).values_list("tag", flat=True)]


def close_phones(actor: Actor, meeting: m.Meeting, *, reason: str = "", once: str | None = None) -> m.Meeting:
    """Closes the phones: whoever waits is written first, then nothing more is taken (4.3b(iii)).

    Nobody is written because of a press that is refused: it would break up the company of those who wait (D0005).
    """
    row = REGISTER["sheet.close_phones"]
    if not (verdict_now(actor, row, meeting) + rules.may_close(facts(meeting))).refused:
        drain(meeting.pk)
    with move(actor, "sheet.close_phones", meeting, reason=reason, once=once) as this:
        found = facts(this.subject)
        this.add(rules.may_close(found))
        if found.phones == "open":
            record_of(meeting.pk).stop()
        this.detail["cast"] = m.Tag.objects.filter(kind__meeting=this.subject, use=m.Tag.Use.CAST).count()
    forget_box(meeting.pk)
    return this.subject


ADMITTED = Text("这张纸质表有效，放到“要计的”一摞。", "This paper sheet counts: put it on the pile to be counted.")
ON_PHONE = Text(
    "这张已经在手机上投过，放到一边，不再计。", "This one was cast on a phone: set it aside, it is not counted again."
)
TWICE = Text("这张刚才核验过了。", "This one has been checked in already.")
UNKNOWN = Text(
    "不是这次会议印的表，放到一边，不计。",
    "This sheet was not printed for this meeting: set it aside, it does not count.",
)


TOLD = {Reason.USED: ON_PHONE}


def admit_paper(actor: Actor, meeting: m.Meeting, *, code: str, reason: str = "", once: str | None = None) -> Told:
    """Checks one paper sheet in by its code: count it, or it was cast on a phone and is set aside.

    Only the use of the code is stored: by now the phones are closed and the papers come out of a mixed box, so
    their order is nobody's.
    """
    with move(actor, "sheet.admit_paper", meeting, reason=reason, once=None) as this:
        this.add(rules.paper_may_go_in(paper_facts(this.subject)))
        if this.more.refused:
            return Told(UNKNOWN, good=False)
        known = codes.parse(code)
        tag = codes.tag(known, bytes(this.subject.evaluation.salt)) if known else None
        refused = record_of(meeting.pk).admit(code, tag)
        if refused is None:
            return Told(ADMITTED)
        text = _in_already(this.subject, tag) if refused.reason is Reason.ON_PAPER else TOLD.get(refused.reason)
        return Told(text or UNKNOWN, good=False)


def _in_already(meeting: m.Meeting, tag: bytes | None) -> Text:
    """A sheet that is in: by its picture, which says where to look, or checked in at the table."""
    states = set(m.ScanPage.objects.filter(meeting=meeting, sheet=tag).values_list("state", flat=True))
    return next((text for state, text in IN_BY_PICTURE.items() if state in states), TWICE)


def _paper(this: Move, kind: int) -> Paper | None:
    found = next((p for p in papers_of(this.subject) if p.kind.pk == kind), None)
    if found is None:
        this.add(_lack("没有这一种测评表。", "There is no such kind of sheet."))
    return found


def _lack(zh: str, en: str) -> Any:
    return verdict(Lack(rules.CASTING, Text(zh, en)))


def _filled(this: Move, paper: Paper, answers: Answers | None) -> dict[str, dict[str, Answer]] | None:
    if answers is None:
        return None
    try:
        return fill(paper.form, answers)  # type: ignore[return-value,arg-type]
    except SheetError as error:
        this.add(verdict(*(Lack(rules.CASTING, problem) for problem in error.problems)))
        return None


def enter(
    actor: Actor,
    meeting: m.Meeting,
    *,
    kind: int,
    slip: int,
    answers: Answers | None,
    reason: str = "",
    once: str | None = None,
) -> Told:
    """Types in one paper sheet under its pencilled slip number; two different tellers do it (D0005).

    ``answers`` is None for a void sheet. The same teller again: the earlier typing is replaced, while
    nobody has settled it.
    """
    with move(actor, "sheet.enter", meeting, reason=reason, once=None) as this:
        this.add(rules.paper_may_go_in(paper_facts(this.subject)))
        paper = _paper(this, kind)
        if paper is not None:
            filled = _filled(this, paper, answers)
            turns = paper.slips[slip]
            own = next((e for e in turns.values() if e.teller_id == actor.person), None)
            free = next((n for n in (1, 2) if n not in turns), None)
            if 3 in turns:
                this.add(_lack("这张已经核定过了。", "This sheet has been settled."))
            elif own is not None:
                m.PaperEntry.objects.filter(pk=own.pk).update(answers=filled)
            elif free is None:
                this.add(
                    _lack(
                        "这张已经由两名计票人录入过，请核对编号。",
                        "Two tellers have typed this sheet in: check the number.",
                    )
                )
            else:
                m.PaperEntry.objects.create(
                    kind=paper.kind, slip=slip, turn=free, teller_id=actor.person or 0, answers=filled
                )
    return Told(Text("第 {n} 号已录入。", "No. {n} is typed in.").format(n=slip))


def settle(
    actor: Actor,
    meeting: m.Meeting,
    *,
    kind: int,
    slip: int,
    answers: Answers | None,
    reason: str = "",
    once: str | None = None,
) -> Told:
    """A scrutineer looks at the sheet again and settles where two tellers differ (D0005).

    Where both agree nobody overrules them. Who typed the sheet in cannot settle it.
    """
    with move(actor, "sheet.settle", meeting, reason=reason, once=None) as this:
        this.add(rules.paper_may_go_in(paper_facts(this.subject)))
        paper = _paper(this, kind)
        if paper is not None and not paper.differs(slip):
            this.add(_lack("这张没有要核定的差异。", "There is nothing to settle on this sheet."))
        elif paper is not None:
            turns = paper.slips[slip]
            if any(e.teller_id == actor.person for e in turns.values()):
                this.add(
                    _lack(
                        "录入过这张表的人不能核定它，请另一位监票人核定。",
                        "Who typed this sheet in cannot settle it: ask another scrutineer.",
                    )
                )
            else:
                filled = _settled(this, paper, turns, answers)
                m.PaperEntry.objects.create(
                    kind=paper.kind, slip=slip, turn=3, teller_id=actor.person or 0, answers=filled
                )
    return Told(Text("第 {n} 号已核定。", "No. {n} is settled.").format(n=slip))


def _settled(
    this: Move, paper: Paper, turns: Mapping[int, m.PaperEntry], answers: Answers | None
) -> dict[str, dict[str, Answer]] | None:
    third = _filled(this, paper, answers)
    first, second = paper.read(turns[1]), paper.read(turns[2])
    if first is None or second is None or third is None:
        return third
    settled = {who: dict(given) for who, given in first.items()}
    for who, question in differences(first, second):
        settled[who][question] = third[str(who)][question]
    return settled  # type: ignore[return-value]
