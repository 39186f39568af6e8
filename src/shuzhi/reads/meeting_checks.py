"""What is still to be done before a meeting (4.2b, 4.3a), and who may be chosen for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from shuzhi.reads.meeting import BLANK, MeetingPage
from shuzhi.reads.meeting_facts import round_facts_of
from shuzhi.reads.sheet import facts, phones_of
from shuzhi.reads.sight import persons
from shuzhi.records import models as m
from shuzhi.rules.evaluation import EvaluationFacts, may_issue, may_open
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the preparation list, drawn as a task."""

    title: Text
    state: str
    word: Text
    detail: Text = BLANK
    clauses: tuple[str, ...] = ()
    page: str = ""
    act: str = ""
    lacks: tuple[Lack, ...] = ()
    cautions: tuple[Caution, ...] = ()


def _sheets(page: MeetingPage, kinds: Sequence[m.SheetKind]) -> Verdict:
    """What stands against printing the sheets or, once they are printed, against opening the evaluation with them.

    As ``reads.sheet.facts`` would have it, from what the meeting's page has looked up already.
    """
    phones = phones_of(page.meeting) if kinds else None
    if phones not in (None, "closed"):
        return Verdict()
    if page.edition.sheet.bears.value == "one_reporter":  # as many sheets a person as there are reporters: asked anew
        return _against(facts(page.meeting))
    filling = {k.key for k in page.edition.attendee_kinds if k.evaluates}
    every = page.meeting.who_rates == "all"
    found = EvaluationFacts(
        round=round_facts_of(page.meeting),
        phones=phones,
        issued=sum(kind.issued for kind in kinds),
        present=sum(k.present for k in page.tally.kinds if k.key in filling),
        reporters=len(page.reporters),
        same_reporters=all(
            {r.pk for r in kind.reporters.all()}
            == {
                x.reporter.pk
                for x in page.reporters
                if every or x.reporter.mandate.constituency_id == kind.constituency_id
            }
            for kind in kinds
        ),
    )
    return _against(found)


def _against(found: EvaluationFacts) -> Verdict:
    return may_issue(found) + (may_open(found) if found.issued else Verdict())


def checks(page: MeetingPage) -> list[Check]:
    """The preparation list: what 4.2b and 4.3a ask for, each with what still stands against it."""
    done, todo, begun = Text("已完成", "Done"), Text("还没有办", "To do"), Text("进行中", "In progress")
    call = page.acts.get("meeting.call")
    stands = {c.clause: c for c in call.verdict.cautions} if call else {}
    tally, expected = page.tally, page.tally.forecast
    waiting = Text("召集后开始", "Starts once called")
    called = page.meeting.state != "planned"
    published = sum(r.published for r in page.reporters)
    heads = tuple(c for c in (call.verdict.cautions if call else ()) if c.clause == "4.3a")
    short: tuple[Caution, ...] = ()
    if tally.invited and expected.expected < tally.quorum and page.meeting.state in ("planned", "called"):
        text = Text(
            "按现有答复，大约会到 {n} 人，原则上不少于 {q} 人。",
            "By present replies about {n} will come; in principle no fewer than {q}.",
        )
        short = (Caution("4.3a", text.format(n=expected.expected, q=tally.quorum)),)
    tellers = sum(p.office == Office.TELLER for p in page.meeting.posts.all())
    scrutineers = sum(p.office == Office.SCRUTINEER for p in page.meeting.posts.all())
    kinds = list(page.meeting.sheet_kinds.prefetch_related("reporters")) if called else []
    issued = sum(kind.issued for kind in kinds)
    posts = tellers >= 2 and scrutineers >= 1
    sheets = _sheets(page, kinds) if called and page.works else Verdict()
    return [
        Check(
            Text("时间、地点、议程", "Time, place, agenda"),
            "done" if page.agenda and page.meeting.chair else "begun",
            done if page.agenda and page.meeting.chair else begun,
            Text("主持人 {c}，{n} 项议程", "Chair: {c}; {n} items").format(
                c=page.meeting.chair or "—", n=len(page.agenda)
            ),
            ("4.3a", "4.3b"),
            act="meeting.arrange",
        ),
        Check(
            Text("邀请参加人员，登记答复", "Invite the attendees, record replies"),
            "done" if tally.invited and not heads and not short else "begun" if tally.invited else "todo",
            done if tally.invited and not heads and not short else begun if tally.invited else todo,
            Text(
                "已邀请 {i} 人，答应 {y} 人，请假 {n} 人，未答复 {u} 人", "{i} invited: {y} yes, {n} no, {u} silent"
            ).format(i=tally.invited, y=expected.yes, n=expected.no, u=expected.silent),
            ("4.3a",),
            page="invitees",
            cautions=(*heads, *short),
        ),
        Check(
            Text("公布述职报告", "Publish the reports"),
            "done" if published == len(page.reporters) else "begun",
            done if published == len(page.reporters) else begun,
            Text("{n} 位中已公布 {p} 位", "{p} of {n} published").format(n=len(page.reporters), p=published),
            ("4.2a",),
            cautions=(stands["4.2a"],) if "4.2a" in stands else (),
        ),
        Check(
            Text("推定监票人、计票人、记录人", "Name scrutineers, tellers and recorders"),
            "done" if posts else "todo",
            done if posts else todo,
            Text("监票人 {s} 名，计票人 {t} 名", "Scrutineers: {s}; tellers: {t}").format(s=scrutineers, t=tellers),
            ("4.3b(iii)", "D0001"),
            act="meeting.appoint",
        ),
        Check(
            Text("编评议组", "Form the appraisal groups"),
            "done" if page.groups else "todo",
            done if page.groups else todo,
            Text("{n} 个组", "{n} groups").format(n=len(page.groups)) if page.groups else BLANK,
            ("4.3b(iii)",),
            page="appraisal",
        ),
        Check(
            Text("印制测评表", "Print the sheets"),
            "wait" if not called else "done" if issued else "todo",
            waiting if not called else done if issued else todo,
            Text("已印 {n} 张", "{n} printed").format(n=issued) if issued else BLANK,
            ("4.3b(iii)",),
            page="sheets" if called else "",
            lacks=sheets.lacks,
            cautions=sheets.cautions,
        ),
    ]


def possible_posts(actor: Actor, meeting: m.Meeting) -> QuerySet[m.Person]:
    """Persons who may be named to a post: those this actor works with, the reporters left out."""
    rated = meeting.reporters.values("mandate__person")
    return persons(actor).exclude(pk__in=rated).order_by("sort_key", "pk")


def reporters_to_meet(round_: m.Round, meeting: m.Meeting | None = None) -> QuerySet[m.Reporter]:
    """Reporters of the round who are on the agenda of no other meeting, but for one whose evaluation was void."""
    others = m.Meeting.objects.filter(round=round_).exclude(pk=meeting.pk if meeting else 0)
    others = others.exclude(count__state="void")
    taken = m.Meeting.reporters.through.objects.filter(meeting__in=others).values("reporter")
    found = m.Reporter.objects.filter(round=round_, state="chosen").exclude(pk__in=taken)
    return found.select_related("mandate__person", "mandate__constituency")


def suggested_title(round_: m.Round) -> str:
    """What the meeting would be called."""
    who = "镇人大代表" if round_.kind == "town" else "区人大代表"
    return f"{round_.organiser.name}{who}向选民述职会议"
