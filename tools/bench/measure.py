"""Fills one throw-away district, asks for every page in it, and prints what was found as JSON.

Run as a process of its own by ``tools.bench``, once for each size; Django is set up before it is loaded.
"""

from __future__ import annotations

import gzip
import json
import re
import secrets
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from tools.bench.brought import KIND, handwriting, of_a_round, pictures
from tools.bench.district import ONE, SCALE, people
from tools.bench.rounds import ADDRESS, EDITION, a_round, sheets

from shuzhi.crafts.seal import codes
from shuzhi.papers.files import file_of, lines_of
from shuzhi.papers.sheets import press
from shuzhi.reads import memo
from shuzhi.reads.actors import whoever_has_the_machine
from shuzhi.records import models as m
from shuzhi.web.page import PAGES

REQUESTS = 5
STAGES = ("preparation", "meeting", "conclusion")
POSTS = ("deputy", "teller", "scrutineer")
TIMED = ("district", "public")
SHEETS = 500
# What an address without a record is asked for besides.
ASKED = {"template_starter": f"?paper={KIND}"}
ASSET = re.compile(rb"<(?:link|script|img)\b[^>]*?(?:href|src)=\"(/static/[^\"]+)\"")
IN_STYLE = re.compile(rb"url\([\"']?([^\"')]+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A round and what hangs on it, from which the addresses of pages are made."""

    label: str
    round: m.Round
    meeting: m.Meeting | None = None

    def subject(self, route: str) -> Any:
        """The record a page's address names; None where this place has none."""
        reporter = self.round.reporters.first()
        match route.split("/")[0]:
            case "rounds" | "papers":
                return self.round
            case "programmes":
                return self.round.programme
            case "meetings" | "record":
                return self.meeting
            case "groups":
                return self.meeting.groups.first() if self.meeting else None
            case "reporters":
                return reporter
            case "mandates":
                return reporter.mandate if reporter else None
            case "people":
                return reporter.mandate.person if reporter else None
            case "issued":
                sent = m.SentPaper.objects.filter(round=self.round).first()
                return sent and sent.versions.first() if "version" in route else sent
            case "notices":
                return self.round.notices.first()
            case "templates":
                return m.Template.objects.filter(body=self.round.organiser).first()
            case "evidence":
                return m.Progress.objects.filter(goal__reporter__round=self.round).exclude(evidence="").first()
        raise LookupError(f"the bench knows no record for {route}")


def say(words: str) -> None:
    """Where the bench is, for whoever waits; the figures go to the other stream."""
    print(words, end="", file=sys.stderr, flush=True)


def places() -> list[Place]:
    """One round of a town's district deputies in each stage, the same in both sizes."""
    found = []
    for stage in STAGES:
        round_ = m.Round.objects.filter(state=stage).order_by("pk").first()
        if round_:
            found.append(Place(stage, round_, round_.meetings.first()))
    return found


def addresses(name: str) -> dict[str, str]:
    """Where a page is asked for: "stage" → its address there."""
    route = str(PAGES[name].pattern)
    if "<" not in route:
        return {"": f"/{route}{ASKED.get(name, '')}"}
    if "<str:clause>" in route:
        return {"": f"/{route.replace('<str:clause>', '4.3b')}"}
    made = {}
    for place in places():
        subject = place.subject(route)
        if subject is None:
            continue
        path = route.replace("<int:pk>", str(subject.pk)).replace("<int:slip>", "1")
        path = path.replace("<str:name>", "plan").replace("<str:suffix>", "pdf")
        if "<int:kind>" in path:
            kind = place.meeting.sheet_kinds.first() if place.meeting else None
            if kind is None:
                continue
            path = path.replace("<int:kind>", str(kind.pk))
        if "<str:key>" in path:
            picture = _picture(place.meeting, route) if place.meeting else None
            if picture is None:
                continue
            path = path.replace("<str:key>", bytes(picture.key).hex())
            if "<str:place>" in path:
                path = path.replace("<str:place>", next(iter(picture.reading["places"])))
        made[place.label] = f"/{path}"
    return made


def _picture(meeting: m.Meeting, route: str) -> Any:
    """A picture of the meeting's: of a handwritten comment, or of a sheet."""
    if "/comments/" in route:
        return meeting.comments.exclude(picture=None).first()
    return meeting.scan_pages.filter(state="read").first()


def actors(stage: str) -> dict[str, Client]:
    """Who asks: the district office, the organiser's office, a reporter, teller and scrutineer of the meeting, anybody."""
    place = next((p for p in places() if p.label == stage), places()[-1])
    users = get_user_model().objects
    who: dict[str, Any] = {
        "district": users.get(username="district"),
        "town": users.get(username=f"office-{place.round.organiser_id}"),
    }
    reporter = place.round.reporters.first()
    posts = {p.office: p.person for p in place.meeting.posts.all()} if place.meeting else {}
    for name, person in (("deputy", reporter and reporter.mandate.person), *posts.items()):
        if person and not person.account:
            person.account, _ = users.get_or_create(username=f"{name}-{person.pk}")
            person.save()
        if person:
            who[name] = person.account
    clients = {"public": Client()}
    for name, user in who.items():
        clients[name] = Client()
        clients[name].force_login(user, backend=settings.AUTHENTICATION_BACKENDS[1])
    return clients


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def asset(address: str) -> Path:
    name = address.removeprefix("/static/").split("#")[0].split("?")[0]
    kept = settings.STATIC_ROOT / name
    return kept if kept.exists() else Path(finders.find(name) or "")


def around(html: bytes) -> int:
    """Bytes of everything a page loads with itself, packed."""
    wanted = {a.decode() for a in ASSET.findall(html)}
    for address in sorted(a for a in wanted if a.endswith(".css")):
        inside = (u.decode() for u in IN_STYLE.findall(asset(address).read_bytes()))
        wanted |= {f"{address.rsplit('/', 1)[0]}/{u}" for u in inside if not u.startswith(("data:", "#"))}
    return sum(packed(asset(a).read_bytes()) for a in wanted)


def ask(client: Client, address: str, data: dict[str, str] | None = None) -> tuple[Any, bytes]:
    answer: Any = client.get(address) if data is None else client.post(address, data)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def look(client: Client, address: str, data: dict[str, str] | None = None, *, timed: bool) -> dict[str, Any] | None:
    """What one page costs, its queries right after an act, its time between acts; None where it isn't shown."""
    memo.forget()
    # The log of queries is a ring: once it is full of the last pages' it seems that nothing more is asked.
    reset_queries()
    with CaptureQueriesContext(connection) as caught:
        answer, content = ask(client, address, data)
    if answer.status_code != 200:
        if answer.status_code not in (302, 404):
            raise AssertionError(f"{address}: {answer.status_code}")
        return None
    found: dict[str, Any] = {"queries": len(caught), "html": packed(content)}
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        found["load"] = found["html"] + around(content)
    if timed:
        found["ms"] = statistics.median(spent(client, address, data) for _ in range(REQUESTS))
    return found


def spent(client: Client, address: str, data: dict[str, str] | None) -> float:
    """Milliseconds the server works for one answer.

    The database lives in the process, so the process's own time is all of it; neighbours on the machine don't count.
    """
    started = time.process_time()
    ask(client, address, data)
    return (time.process_time() - started) * 1000


def casting(codes_: list[str], *, timed: bool) -> dict[str, Any]:
    phone = Client()
    return {
        "cast:sheet (enter)": {"public·": look(phone, "/s", timed=timed)},
        "cast:sheet (fill)": {"public·": look(phone, "/s", {"step": "open", "code": codes_[0]}, timed=timed)},
        "cast:sheet (review)": {"public·": look(phone, "/s", {"step": "review", "code": codes_[0]}, timed=timed)},
    }


def to_paper(meeting: m.Meeting) -> None:
    """Phones stopped; half the sheets in on paper, the first slip typed in differently by the two tellers."""
    m.Evaluation.objects.filter(meeting=meeting).update(phones="stopped")
    tellers = [p.person for p in meeting.posts.filter(office="teller")]
    for kind in meeting.sheet_kinds.all():
        m.Tag.objects.filter(kind=kind).update(use="paper")
        for slip in range(1, max(kind.issued, 2)):
            for turn, teller in enumerate(tellers, 1):
                grade = EDITION.grades[turn if slip == 1 else 0].key
                answers = {str(r.pk): {q.key: grade for q in EDITION.questions} for r in kind.reporters.all()}
                m.PaperEntry.objects.create(kind=kind, slip=slip, turn=turn, teller=teller, answers=answers)


def paper(meeting: m.Meeting) -> dict[str, float]:
    """Seconds in which the sheets come out of the press."""
    minted = [codes.mint(secrets.randbits) for _ in range(SHEETS)]
    started = time.perf_counter()
    pdf = press(
        meeting, EDITION, [(list(meeting.reporters.all()[:2]), minted)], address=ADDRESS, paper="A4", large=True
    )
    return {"seconds": time.perf_counter() - started, "bytes": len(pdf)}


def papers(round_: m.Round) -> dict[str, float]:
    """Seconds of the server's own work in which every paper of a round comes out as Word file and PDF, and the slowest one after the first."""
    actor = whoever_has_the_machine()
    wanted = [(line.paper.name, line.pk) for lines in lines_of(actor, round_.pk).values() for line in lines]
    each = []
    for name, pk in wanted:
        for suffix in ("docx", "pdf"):
            started = time.process_time()
            file_of(actor, name, pk, suffix)
            each.append(time.process_time() - started)
    # The first of each format loads its typefaces and its template.
    return {"number": len(wanted), "seconds": sum(each), "slowest": max(each[2:])}


def looks(name: str, clients: dict[str, dict[str, Client]], *, timed: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """One page, asked for by everybody in every stage: "who·stage" → what it cost them."""
    pattern = PAGES[name]
    public = getattr(pattern.callback, "seen_by", "") == "public"
    # The stages differ in what a page shows; it is timed where a round shows most.
    full = "meeting" if str(pattern.pattern).startswith(("meetings/", "groups/")) else "conclusion"
    for stage, address in addresses(name).items():
        for who, client in clients[stage].items():
            if who in (POSTS if public else ("public",)):
                continue
            found = look(client, address, timed=timed and stage in ("", full) and who in TIMED)
            if found:
                yield f"{who}·{stage}", found


def main(size_name: str, *names: str) -> None:
    """Fills the district of that size, looks at every page, or those named, and prints the findings as JSON."""
    size = {"one": ONE, "scale": SCALE}[size_name]
    timed = size_name == "scale"
    call_command("migrate", interactive=False, verbosity=0)
    get_resolver().url_patterns  # noqa: B018 - loads every page
    started = time.perf_counter()
    with transaction.atomic():
        for number, (programme, body, kind) in enumerate(people(size)):
            a_round(size, number, programme, body, kind)
        for place in places():
            of_a_round(size, place.round)
    meeting = next(p for p in places() if p.label == "meeting").meeting
    if meeting is None:
        raise AssertionError("no meeting at which sheets are filled in")
    say(f"· {size_name}: filled in {time.perf_counter() - started:.0f} s\n")
    caught = sheets(meeting, 12 if timed else 2)
    found: dict[str, Any] = {"filled": time.perf_counter() - started, "pages": casting(caught, timed=timed)}
    to_paper(meeting)
    pictures(meeting, 8 if timed else 1)
    for counted in m.Count.objects.filter(state="announced").select_related("meeting"):
        handwriting(counted.meeting, 8 if timed else 1)
    clients = {label: actors(label) for label in ("", *STAGES)}
    # A clause's address only leads into the regulation.
    for name in sorted(names or PAGES.keys() - {"regulation_clause"}):
        found["pages"][name] = dict(looks(name, clients, timed=timed))
        say(f"{name:20}\r")
    if timed and not names:
        found["paper"] = paper(meeting)
        found["papers"] = papers(next(p for p in places() if p.label == "conclusion").round)
    if timed:
        found["rows"] = {
            "deputies": m.Mandate.objects.count(),
            "rounds": m.Round.objects.count(),
            "organisers": m.Round.objects.values("organiser").distinct().count(),
            "invitees": m.Invitee.objects.count(),
            "opinions": m.Opinion.objects.count(),
        }
    print(json.dumps(found))
