"""The agenda of the meeting (4.3b): its order, its clock, and what the chair says next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shuzhi.rules.regulation import Edition
from shuzhi.rules.verdict import Text

NOBODY = Text("", "")
REPORTS, APPRAISAL, GROUP_REPORTS, CLOSING = "reports", "appraisal", "group_reports", "closing"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an agenda, planned and real. ``reporter`` is the reporter's id in a report item."""

    key: str
    minutes: int = 10
    reporter: int | None = None
    started: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """When an item is to start and to end by the plan."""

    starts: datetime
    ends: datetime


def agenda_for(edition: Edition, kind: str, reporters: Mapping[int, str], chair: str = "") -> list[tuple[Line, str]]:
    """The regulation's agenda in the clause's order, each line with its speaker (4.3b).

    ``reporters``: id → name, in the order they report. The leader who opens is the one the clause names
    for this kind of round (4.3b(i)); the chair sums up (4.3b(v)).
    """
    lines: list[tuple[Line, str]] = []
    for item in edition.agenda:
        if item.per_reporter:
            lines += [(Line(item.key, item.minutes, pk), name) for pk, name in reporters.items()]
            continue
        named = edition.speaker(item, kind)
        speaker = named.zh if named else chair if item.key == CLOSING else ""
        lines.append((Line(item.key, item.minutes), speaker))
    return lines


def in_order(keys: Iterable[str], order: Sequence[str]) -> bool:
    """True when the items stand in the regulation's order, whatever stands between or is left out."""
    places = [order.index(key) for key in keys if key in order]
    return places == sorted(places)


def planned(starts: datetime, lines: Iterable[Line]) -> list[Planned]:
    """Each item's planned start and end, one after the other from the hour of the meeting."""
    result = []
    for line in lines:
        ends = starts + timedelta(minutes=line.minutes)
        result.append(Planned(starts, ends))
        starts = ends
    return result


def current(lines: Sequence[Line]) -> int | None:
    """The place of the item that is on now: started and not ended, the latest of them."""
    running = [(line.started, n) for n, line in enumerate(lines) if line.started and not line.ended]
    return max(running)[1] if running else None


def following(lines: Sequence[Line]) -> int | None:
    """The place of the item that comes next: the first not started after the last one started."""
    begun = [n for n, line in enumerate(lines) if line.started]
    after = max(begun) + 1 if begun else 0
    return next((n for n in range(after, len(lines)) if not lines[n].started), None)


def drift(starts: datetime, lines: Sequence[Line], now: datetime) -> int | None:
    """By how many minutes the meeting is behind its plan (negative: ahead); None before it begins, or held on another day.

    While an item runs inside its minutes the drift is that of its start; once it runs over, every
    further minute counts.
    """
    plan = planned(starts, lines)
    at = current(lines)
    started = lines[at].started if at is not None else None
    if at is not None and started:
        return _minutes(max(started - plan[at].starts, now - plan[at].ends))
    ended = [(line.ended, n) for n, line in enumerate(lines) if line.ended]
    if not ended:
        return None
    moment, at = max(ended)
    return _minutes(moment - plan[at].ends)


def _minutes(late: timedelta) -> int | None:
    return int(late.total_seconds() // 60) if abs(late) < timedelta(hours=12) else None


@dataclass(frozen=True, slots=True)
class Scene:
    """What the host's next sentence is made of."""

    title: str
    key: str
    speaker: Text = NOBODY
    present: int = 0
    quorum: int = 0
    first_report: bool = False
    groups: int = 0
    next_group: str = ""
    secret: bool = True


def within(who: Text) -> Text:
    """A speaker named inside a sentence: "the head of …", where a list says "The head of …"."""
    return Text(who.zh, "t" + who.en[1:]) if who.en.startswith("The ") else who


def script(scene: Scene) -> Text:
    """What the chair says to bring in an item of the agenda (主持词)."""
    match scene.key:
        case "leader_speech":
            opening = Text(
                "各位选民代表：现在开会。本次会议应不少于 {quorum} 人，实到 {present} 人。",
                "Voters and representatives: the meeting is open. {present} are present; no fewer than {quorum} are asked for. ",
            )
            if scene.present < scene.quorum:
                opening = Text(
                    "各位选民代表：现在开会。今天实到 {present} 人。",
                    "Voters and representatives: the meeting is open. {present} are present today. ",
                )
            said = opening.format(quorum=scene.quorum, present=scene.present)
            call = Text("首先，请{who}讲话。", "First we hear {who}.").format(who=within(scene.speaker))
            return Text(said.zh + call.zh, said.en + call.en)
        case "reports" if scene.first_report:
            return Text(
                "下面进行代表述职。首先请{who}代表述职，请大家认真听、认真记。",
                "Now the deputies report. The first is {who}; please listen and take notes.",
            ).format(who=scene.speaker)
        case "reports":
            return Text("谢谢。下面请{who}代表述职。", "Thank you. Next reports {who}.").format(who=scene.speaker)
        case "appraisal":
            secret = Text("不记名", "without names") if scene.secret else Text("记名", "with names")
            return Text(
                "述职完毕。现在分 {n} 个组评议，请各组记录人做好记录；同时填写测评表，{secret}。",
                "The reports have been heard. We now appraise in {n} groups, recorders please take notes; "
                "and each fills in the evaluation sheet, {secret}.",
            ).format(n=scene.groups, secret=secret)
        case "group_reports":
            return Text(
                "现在听取各组评议情况汇报，请{group}发言。", "We now hear each group’s appraisal: {group} please."
            ).format(group=scene.next_group or Text("各组", "the groups"))
        case "closing":
            return Text(
                "各项议程已经进行完毕。下面作会议小结。",
                "The agenda has been gone through. I shall sum up the meeting.",
            )
    return Text("请进行下一项。", "The next item, please.")
