"""A meeting, minute by minute, and its evaluation by pen and by phone (4.3).

Sheets are printed through the act; instead of a press there is a hand that keeps the codes, as the attendees do.
Chance is seeded, so the sums are the same every time; codes and slips are not, for they must not be.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from shuzhi.acts import appraisal, attendance, casting, comment, count, feedback, sheet
from shuzhi.acts import meeting as meetings
from shuzhi.jobs.telling.days import Story
from shuzhi.jobs.telling.tale import Tale
from shuzhi.reads.attendance import candidates
from shuzhi.reads.comment import to_read
from shuzhi.reads.entries import papers_of
from shuzhi.reads.sheet import piles
from shuzhi.rules.roles import Actor, Office

Marks = dict[str, dict[str, str | None]]
ADDRESS = "http://127.0.0.1:8000/s"
GRADES = ("satisfied", "basically_satisfied", "dissatisfied", "not_known", None)
# How a hall marks: the whole of a deputy, and each aspect; the last figure leaves a line blank.
USUAL = {
    "overall": (68, 24, 4, 3, 1),
    "law": (66, 22, 2, 9, 1),
    "sessions": (60, 22, 3, 14, 1),
    "voters": (64, 24, 8, 3, 1),
    "activities": (48, 22, 3, 25, 2),
    "example": (72, 18, 3, 6, 1),
}


@dataclass(slots=True)
class Evening:
    """How one meeting went: who came, who used the phone, who counted."""

    tale: Tale
    on: date
    hour: int
    tellers: Sequence[str]
    scrutineer: str
    present: int
    phones: int
    papers: int
    taken_home: int
    codes: list[tuple[frozenset[int], list[str]]] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    minutes: int = 0

    def at(self, minutes: int) -> datetime:
        return self.tale.days.at(self.on, self.hour) + timedelta(minutes=minutes)

    def who(self, name: str) -> Actor:
        return self.tale.d.who(name)

    def keep_cards(self, meeting: Any, texts: Sequence[str]) -> bytes:
        """In place of the printing room: the cards in the scrutineers' hands."""
        self.cards = list(texts)
        return b"%PDF-"

    def press(self, meeting: Any, edition: Any, piles: Sequence[tuple[Any, Any]], **how: Any) -> bytes:
        """In place of the printing room: the codes in the attendees' hands."""
        self.codes += [(frozenset(r.pk for r in reporters), list(codes)) for reporters, codes in piles]
        return b"%PDF-"


def prepares(tale: Tale, at: int, *, on: date, hour: int, names: Sequence[str], who_rates: str = "own") -> Story:
    """4.2b, 4.3a: time, place, chair and reporters are fixed."""
    said = tale.texts["meeting"]
    yield tale.days.at(at, 11)
    tale.meeting = meetings.plan(
        tale.by,
        tale.round,
        title=said["title"],
        starts_at=tale.days.at(on, hour),
        place=said["place"],
        chair=said["chair"],
        reporters=[tale.reporters[name] for name in names],
        who_rates=who_rates,
    )


def invites(tale: Tale, at: int, number: int) -> Story:
    """4.3a: group heads first, then voter representatives, village by village; the Party heads; guests."""
    yield tale.days.at(at, 10)
    listed = sorted(candidates(tale.meeting).voters, key=lambda v: (v.kind != "村民组长", v.village, v.sort_key))
    by_place: dict[int, list[Any]] = {}
    for voter in listed:
        by_place.setdefault(voter.constituency_id, []).append(voter)
    share, more = divmod(number, len(by_place))
    chosen = [v for n, heap in enumerate(by_place.values()) for v in _mixed(heap, share + (n < more))]
    heads = zip(tale.reporters.values(), tale.texts["party_heads"], strict=True)
    attendance.invite(
        tale.by,
        tale.meeting,
        voters=chosen,
        party_heads=[{"reporter": reporter, **said, "phone": ""} for reporter, said in heads],
        guests=[{**said, "phone": ""} for said in tale.texts.get("guests", ())],
    )


def _mixed(heap: list[Any], number: int) -> list[Any]:
    """Half of them group heads, as far as there are so many."""
    heads = [v for v in heap if v.kind == "村民组长"][: number // 2]
    others = sorted((v for v in heap if v not in heads), key=lambda v: v.kind == "村民组长")
    return heads + others[: number - len(heads)]


def arranges(tale: Tale, at: int) -> Story:
    """4.3a: the room turns out too small; who speaks is known."""
    said = tale.texts["meeting"]
    yield tale.days.at(at, 16)
    item = tale.meeting.agenda.get(key="leader_speech")
    agenda = [{"item": item.pk, "speaker": said["leader"]}]
    tale.meeting = meetings.arrange(tale.by, tale.meeting, place=said["moved_to"], agenda=agenda)


def calls(tale: Tale, at: int) -> Story:
    yield tale.days.at(at, 9)
    tale.meeting = meetings.call(tale.by, tale.meeting)


def replies(tale: Tale, at: int, *, yes: int, no: int) -> Story:
    """So many will come, so many will not, the others have not answered."""
    yield tale.days.at(at, 17)
    asked = list(tale.meeting.invitees.exclude(kind="guest").order_by("pk"))
    tale.d.chance.shuffle(asked)
    said = {i.pk: "yes" for i in asked[:yes]} | {i.pk: "no" for i in asked[yes : yes + no]}
    attendance.reply(tale.by, tale.meeting, replies=said)


def posts(tale: Tale, at: int, *, tellers: Sequence[str], scrutineer: str) -> Story:
    """4.3b(iii): who watches and who counts."""
    yield tale.days.at(at, 10)
    for office, name in ((Office.SCRUTINEER, scrutineer), *((Office.TELLER, t) for t in tellers)):
        meetings.appoint(tale.by, tale.meeting, office=office, person=tale.d.person(name))


def gathers(e: Evening) -> Story:
    """4.3b(i), (ii): sheets are printed, people come, the leader speaks, the deputies report."""
    yield e.at(-60)
    by, meeting = e.tale.by, e.tale.meeting
    sheet.issue(by, meeting, numbers={p.key: p.attendees + 4 for p in piles(meeting)}, address=ADDRESS, press=e.press)
    yield from hears(e)


def hears(e: Evening) -> Story:
    """4.3b(i), (ii): the groups are formed, people come, the leader speaks, the deputies report."""
    by = e.tale.by
    appraisal.group(by, e.tale.meeting, groups=len(e.tale.texts["appraisals"]), recorders=())
    yield e.at(-20)
    _door(e)
    yield e.at(0)
    meeting = e.tale.meeting = meetings.open_(by, e.tale.meeting)
    for item in meeting.agenda.all():
        if item.key in ("leader_speech", "reports"):
            yield e.at(e.minutes)
            meetings.start_item(by, item)
            e.minutes += 11 if item.reporter_id else 9


def held(e: Evening) -> Story:
    """4.3b, in its order: the leader speaks, the deputies report, the groups appraise, the sheets are counted, the chair sums up."""
    yield from gathers(e)
    tale, minutes = e.tale, e.minutes
    by, meeting = tale.by, tale.meeting
    yield e.at(minutes + 2)
    _questions(e)
    yield e.at(minutes + 6)
    appraisal.start(by, meeting)
    sheet.open_(e.who(e.scrutineer), meeting, cards=e.keep_cards)
    yield e.at(minutes + 20)
    papers = _cast(e)
    _hand_in(e)
    yield e.at(minutes + 32)
    sheet.close_phones(e.who(e.scrutineer), meeting)
    yield e.at(minutes + 34)
    for group in meeting.groups.all():
        appraisal.hear(by, group)
    yield e.at(minutes + 50)
    _type_in(e, papers)
    counted = _count(e)
    yield e.at(minutes + 66)
    count.announce(by, counted)
    yield e.at(minutes + 68)
    meetings.start_item(by, meeting.agenda.get(key="closing"))
    yield e.at(minutes + 76)
    tale.meeting = meetings.close(by, meeting, closing_words=tale.texts["meeting"]["closing"])


def feeds_back(tale: Tale, at: int, scrutineer: str) -> Story:
    """4.3b, 4.4a: the scrutineer reads what was written; opinions and result go to each deputy in writing."""
    counted, actor = tale.meeting.count, tale.d.who(scrutineer)
    withheld = tale.texts.get("withheld", {})
    yield tale.days.at(at, 9)
    written = to_read(actor, counted)
    if written:
        comment.release(actor, counted, decisions={w.key: withheld.get(w.text, "shown") for w in written})
    yield tale.days.at(at, 15)
    for reporter in tale.meeting.reporters.order_by("order"):
        feedback.hand_over(tale.by, reporter, on=tale.days.day(at))


def _door(e: Evening) -> None:
    coming = list(e.tale.meeting.invitees.exclude(reply="no").exclude(kind="guest").order_by("pk"))
    heads = [i for i in coming if i.kind == "party_head"]
    others = [i for i in coming if i not in heads]
    e.tale.d.chance.shuffle(others)
    guests = list(e.tale.meeting.invitees.filter(kind="guest"))
    for one in (*heads, *others[: e.present - len(heads)], *guests):
        attendance.admit(e.tale.by, one)


def _questions(e: Evening) -> None:
    reporters = list(e.tale.reporters.values())
    for said in e.tale.texts["questions"]:
        meetings.ask(
            e.tale.by,
            e.tale.meeting,
            text=said["text"],
            reporter=reporters[said["of"]],
            asker=said["asker"],
            answer=said["answer"],
            taken_away=said["taken_away"],
        )


def _hand_in(e: Evening) -> None:
    reporters = list(e.tale.reporters.values())
    for group, said in zip(e.tale.meeting.groups.order_by("number"), e.tale.texts["appraisals"], strict=True):
        for reporter, text, demands in zip(reporters, said["text"], said["demands"], strict=True):
            appraisal.hand_in(e.tale.by, group, reporter=reporter, text=text, demands=demands)


def marks(chance: Random, reporters: Iterable[int]) -> Marks:
    """One sheet as a hall marks it."""
    return {
        str(pk): {q: chance.choices(GRADES, weights)[0] for q, weights in USUAL.items()} for pk in sorted(reporters)
    }


def _shares(total: int, heaps: int) -> list[int]:
    share, more = divmod(total, heaps)
    return [share + (n < more) for n in range(heaps)]


def _cast(e: Evening) -> list[tuple[frozenset[int], str, Marks]]:
    """The phones go into the box in batches, as they come; what is left of the sheets was filled in with a pen."""
    comments = list(e.tale.texts["comments"])
    arrived: list[casting.Arrival] = []
    papers = []
    for (reporters, codes), phones, pens in zip(
        e.codes, _shares(e.phones, len(e.codes)), _shares(e.papers, len(e.codes)), strict=True
    ):
        for n, code in enumerate(codes[: phones + pens]):
            answers = marks(e.tale.d.chance, reporters)
            if n >= phones:
                papers.append((reporters, code, answers))
                continue
            said = comments.pop() if comments and n % 2 == 0 else ""
            sealed = casting.sealed_for(code, secrets.token_urlsafe(18), answers, said)
            if isinstance(sealed, casting.Answer):
                raise TypeError(sealed)
            one = casting.arrive(*sealed)
            if isinstance(one, casting.Answer):
                raise TypeError(one)
            arrived.append(one)
    for start in range(0, len(arrived), 8):
        casting.commit(e.tale.meeting.pk, arrived[start : start + 8])
    return papers


def _kinds(e: Evening) -> dict[frozenset[int], int]:
    """The piles, by whom they rate."""
    return {frozenset(r.pk for r in p.kind.reporters.all()): p.kind.pk for p in papers_of(e.tale.meeting)}


def _type_in(e: Evening, papers: list[tuple[frozenset[int], str, Marks]]) -> None:
    """Two tellers type every paper in; on one they differ, and the scrutineer looks again."""
    meeting = e.tale.meeting
    kinds = _kinds(e)
    for slip, (reporters, code, answers) in enumerate(papers, 1):
        kind = kinds[reporters]
        sheet.admit_paper(e.who(e.scrutineer), meeting, code=code)
        sheet.enter(e.who(e.tellers[0]), meeting, kind=kind, slip=slip, answers=answers)
        second = answers
        if slip == len(papers) // 2:
            first = next(iter(answers))
            second = answers | {first: answers[first] | {"activities": "not_known", "sessions": "dissatisfied"}}
        sheet.enter(e.who(e.tellers[1]), meeting, kind=kind, slip=slip, answers=second)
        if second != answers:
            sheet.settle(e.who(e.scrutineer), meeting, kind=kind, slip=slip, answers=answers)


def _count(e: Evening) -> Any:
    scrutineer, meeting = e.who(e.scrutineer), e.tale.meeting
    shares = zip(e.codes, _shares(e.phones, len(e.codes)), _shares(e.papers, len(e.codes)), strict=True)
    kinds = _kinds(e)
    unused = {kinds[reporters]: len(codes) - phones - pens for (reporters, codes), phones, pens in shares}
    unused[kinds[e.codes[0][0]]] -= e.taken_home
    words = "有一位选民代表提前离会，把没有填的测评表带走了，已电话核实。" if e.taken_home else ""
    made = count.draw_up(scrutineer, meeting, unused=unused, explanation=words)
    made = count.confirm(scrutineer, made)
    return count.seal(scrutineer, made, cards=e.cards[:2])
