"""The demonstration district in a browser: which page is opened by whom, at which record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from tests.crafts.office.word_files import word

from shuzhi.acts import appraisal, attendance, casting, paper, sheet
from shuzhi.acts import meeting as meetings
from shuzhi.acts import template as templates
from shuzhi.crafts.office.template import check
from shuzhi.papers.sending import press
from shuzhi.papers.table import PAPERS
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.sheet import piles
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor

PUBLIC = ""
# The people of the demonstration by what they do in it.
OFFICE, TOWN = "沈文英", "钱惠琴"
XIBEI, ORGANS, REPORTER, SCRUTINEER, TELLERS = "强玉芳", "白杰浩", "覃子涵", "冯峰峰", ("王宏月", "沈梅子")
# Pages that hand over a file: nothing to look at.
FILES = {"evidence", "paper", "record_bundle", "record_verifier", "issued_docx", "issued_pdf"}
FILES |= {
    "archive_file",
    "scan_picture",
    "scan_crop",
    "comment_picture",
    "template_file",
    "template_preview",
    "template_starter",
}
# The same pages in another state, some forms, and what stands outside the register.
MORE = (
    "desk of a reporter",
    "desk of the district",
    "round in preparation",
    "roster, decided",
    "report, under way",
    "count, announced",
    "wall of a meeting under way",
    "form of a study",
    "form of a notice",
    "form of a voter",
    "sign in",
    "sign out",
    "ways to sign in",
    "new password",
    "code of a sheet",
    "nothing there",
)
QUESTIONS = ("overall", "law", "sessions", "voters", "activities", "example")


@dataclass(frozen=True)
class Stop:
    """A page, somebody's name ("" = the public), and where it is."""

    name: str
    who: str
    address: str
    status: int = 200


def actor(name: str) -> Actor:
    return actor_for_person(m.Person.objects.get(name=name, account__isnull=False))


def count_under_way(meeting: m.Meeting) -> None:
    """Takes the meeting that is to come to where its paper sheets are being typed in, one of them in two ways."""
    by, watch = actor(ORGANS), actor(SCRUTINEER)
    codes: list[str] = []

    def press(_meeting: Any, _edition: Any, heaps: Any, **how: Any) -> bytes:
        codes.extend(code for _, printed in heaps for code in printed)
        return b"%PDF-"

    with clock.at(meeting.starts_at):
        numbers = {p.key: 16 for p in piles(meeting)}
        sheet.issue(by, meeting, numbers=numbers, address="http://127.0.0.1:8000/s", press=press)
        appraisal.group(by, meeting, groups=2)
        for one in meeting.invitees.order_by("pk")[:12]:
            attendance.admit(by, one)
        why = {"reason": "已电话催请，到会人数情况记录在案。"}
        meetings.open_(by, meeting, **why)
        for item in meeting.agenda.filter(key__in=("leader_speech", "reports")).order_by("order"):
            meetings.start_item(by, item)
        meetings.ask(by, meeting, text="河道什么时候清？", taken_away=True)
        appraisal.start(by, meeting)
        sheet.open_(watch, meeting, cards=lambda _meeting, _texts: b"%PDF-")
        slip = sheet_of(codes[0])
        casting.cast(codes[0], "n" * 24, slip)
        sheet.close_phones(watch, meeting)
        sheet.admit_paper(watch, meeting, code=codes[1])
        for teller, grade in zip(TELLERS, ("satisfied", "basically_satisfied"), strict=True):
            found = casting.find(codes[1])
            sheet.enter(actor(teller), meeting, kind=found.kind.pk, slip=1, answers=all_of(found.kind, grade))


def sheet_of(code: str) -> dict[str, dict[str, str | None]]:
    found = casting.find(code)
    assert isinstance(found, casting.Slip), found
    return all_of(found.kind, "satisfied")


def all_of(kind: m.SheetKind, grade: str) -> dict[str, dict[str, str | None]]:
    return {str(r.pk): dict.fromkeys(QUESTIONS, grade) for r in kind.reporters.all()}


def _round(organiser: str, kind: str) -> m.Round:
    return m.Round.objects.get(organiser__name=organiser, kind=kind)


def a_teller(meeting: m.Meeting) -> str:
    """A teller of a meeting that is over, who may sign in from now on."""
    person = meeting.posts.filter(office="teller").order_by("pk")[0].person
    if person.account is None:
        person.account = get_user_model().objects.create(username=f"teller-{person.pk}")
        person.save()
    return person.name


def plan_sent(round_: m.Round) -> m.SentPaper:
    """The round's plan, sent once under the town's number."""
    plan = PAPERS["plan"].build(actor(TOWN), round_.pk)
    sent = round_.sent_papers.first()
    given = {"name": "plan", "about": round_.pk, "document": plan, "press": press, "reason": "其余当天用笔填写。"}
    return sent or paper.send(actor(TOWN), round_, **given)


def a_template(body: m.Body) -> m.Template:
    """A version of a body's own template, with a name in it that is misspelt."""
    known = {"标题": None}
    found = check(word("{{ 标题 }}", "在{{ 标提 }}"), known)
    flaws = [
        {"kind": x.kind, "what": x.what, "place": ["body", 2], "around": x.around, "near": x.near} for x in found.flaws
    ]
    given = {"paper": "call", "filename": "会议通知.docx", "data": found.data, "uses": list(found.used)}
    return m.Template.objects.first() or templates.upload(actor(TOWN), body, flaws=flaws, **given)


def stops() -> dict[str, Stop]:
    """Every page of the register that shows something, by its name; what is fullest of it in the district."""
    running, closed = _round("东港镇", "district_town"), _round("东港镇", "town")
    coming = _round("区机关代表小组", "district_organs")
    held, ahead = running.meetings.get(), coming.meetings.get()
    late = m.Goal.objects.filter(reporter__round=running, state="under_way").order_by("due_on").first()
    assert late is not None
    reporter, kind = late.reporter_id, ahead.sheet_kinds.first()
    notice = m.Notice.objects.filter(state="published", round=running).first()
    assert kind is not None
    assert notice is not None
    group = held.groups.first()
    opened_by: dict[str, tuple[str, tuple[Any, ...]]] = {
        "home": (PUBLIC, ()),
        "reporters": (PUBLIC, ()),
        "public_reporter": (PUBLIC, (reporter,)),
        "meetings_to_come": (PUBLIC, ()),
        "public_meeting": (PUBLIC, (held.pk,)),
        "results": (PUBLIC, ()),
        "regulation": (PUBLIC, ()),
        "regulation_clause": (PUBLIC, ("4.3b",)),
        "speak": (PUBLIC, ()),
        "public_notices": (PUBLIC, ()),
        "public_notice": (PUBLIC, (notice.pk,)),
        "coverage": (PUBLIC, ()),
        "secrecy": (PUBLIC, ()),
        "record": (PUBLIC, (held.pk,)),
        "rehearsal": (SCRUTINEER, ()),
        "rehearsal_over": (PUBLIC, ()),
        "desk": (TOWN, ()),
        "programmes": (OFFICE, ()),
        "programme": (OFFICE, (running.programme_id,)),
        "rounds": (OFFICE, ()),
        "templates": (TOWN, ()),
        "template": (TOWN, (a_template(running.organiser).pk,)),
        "liaison": (OFFICE, ()),
        "board": (OFFICE, ()),
        "people": (OFFICE, ()),
        "person": (OFFICE, (late.reporter.mandate.person_id,)),
        "bodies": (OFFICE, ()),
        "people_import": (OFFICE, ()),
        "honours": (OFFICE, (running.programme_id,)),
        "journal": (OFFICE, (running.pk,)),
        "ledger": (TOWN, (late.reporter.mandate_id,)),
        "round": (TOWN, (running.pk,)),
        "papers": (TOWN, (running.pk,)),
        "plan": (TOWN, (running.pk,)),
        "roster": (TOWN, (running.pk,)),
        "study": (TOWN, (running.pk,)),
        "opinions": (TOWN, (running.pk,)),
        "report": (TOWN, (reporter,)),
        "rectification": (TOWN, (reporter,)),
        "feedback": (TOWN, (reporter,)),
        "notices": (TOWN, (running.pk,)),
        "issued": (TOWN, (running.pk,)),
        "programme_issued": (OFFICE, (running.programme_id,)),
        "issued_paper": (TOWN, (plan_sent(running).pk,)),
        "archive": (TOWN, (running.pk,)),
        "summary": (TOWN, (closed.pk,)),
        "meeting": (TOWN, (held.pk,)),
        "minutes": (TOWN, (held.pk,)),
        "hall": (TOWN, (held.pk,)),
        "group": (TOWN, (group.pk,)),
        "appraisal": (TOWN, (held.pk,)),
        "statement": (TOWN, (held.pk,)),
        "invitees": (ORGANS, (ahead.pk,)),
        "door_list": (ORGANS, (ahead.pk,)),
        "door": (ORGANS, (ahead.pk,)),
        "chair": (ORGANS, (ahead.pk,)),
        "sheets": (SCRUTINEER, (ahead.pk,)),
        "sheets_reopen": (SCRUTINEER, (ahead.pk,)),
        "count": (SCRUTINEER, (ahead.pk,)),
        "scans": (SCRUTINEER, (ahead.pk,)),
        "scan_conflicts": (SCRUTINEER, (ahead.pk,)),
        "scan_camera": (TELLERS[0], (ahead.pk,)),
        "scan_review": (TELLERS[0], (ahead.pk,)),
        "comments": (a_teller(held), (held.pk,)),
        "count_enter": (TELLERS[0], (ahead.pk, kind.pk)),
        "count_settle": (SCRUTINEER, (ahead.pk, kind.pk, 1)),
    }
    return {name: Stop(name, who, reverse(name, args=args)) for name, (who, args) in opened_by.items()}


def more_stops() -> dict[str, Stop]:
    """The same pages in another state, some forms, and what stands outside the register."""
    xibei, held = _round("锡北镇", "district_town"), _round("东港镇", "district_town").meetings.get()
    ahead = _round("区机关代表小组", "district_organs")
    written = m.Report.objects.filter(reporter__round=xibei).order_by("pk").first()
    goal = m.Goal.objects.filter(reporter__round=held.round, state="reported_back").first()
    assert written is not None
    assert goal is not None
    found = {
        "desk of a reporter": (REPORTER, reverse("desk")),
        "desk of the district": (OFFICE, reverse("desk")),
        "round in preparation": (XIBEI, reverse("round", args=[xibei.pk])),
        "roster, decided": (XIBEI, reverse("roster", args=[xibei.pk])),
        "report, under way": (XIBEI, reverse("report", args=[written.reporter_id])),
        "count, announced": (TOWN, reverse("count", args=[held.pk])),
        "wall of a meeting under way": (ORGANS, reverse("hall", args=[ahead.meetings.get().pk])),
        "form of a study": (XIBEI, reverse("act", args=["study.record", xibei.pk])),
        "form of a notice": (TOWN, reverse("act", args=["notice.draft", held.round_id])),
        "form of a voter": (PUBLIC, reverse("act", args=["rectification.confirm", goal.pk])),
        "sign in": (PUBLIC, reverse("account_login")),
        "sign out": (OFFICE, reverse("account_logout")),
        "ways to sign in": (OFFICE, reverse("mfa_index")),
        "new password": (OFFICE, reverse("account_change_password")),
        "code of a sheet": (PUBLIC, reverse("cast:sheet")),
        "nothing there": (PUBLIC, "/nothing-there"),
    }
    assert set(found) == set(MORE)
    return {n: Stop(n, who, address, 404 if n == "nothing there" else 200) for n, (who, address) in found.items()}
