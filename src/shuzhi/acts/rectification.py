"""Acts of rectification (4.4a) and the word of those who attended (4.4b)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date

from django.core.cache import cache
from django.core.files.base import ContentFile

from shuzhi.acts._perform import move
from shuzhi.crafts.hanzi import tidy
from shuzhi.reads.rectification_facts import attended, facts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.rectification import (
    TRIES_SECONDS,
    ahead,
    file_kind,
    inside_the_goal,
    known,
    measured,
    proven,
    tries_left,
)
from shuzhi.rules.roles import PUBLIC, Actor
from shuzhi.rules.verdict import Lack, Text, verdict

# Lives as long as the program: tries are counted by a digest that nobody can read back.
_SALT = secrets.token_bytes(16)


def propose(
    actor: Actor,
    reporter: m.Reporter,
    *,
    text: str,
    due_on: date | None,
    opinions: Iterable[m.Opinion] = (),
    measure: str = "",
    owner: str = "",
    measure_due_on: date | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.Goal:
    """A goal from what was said, with its date and its first measure: what, who, by when (4.4a)."""
    taken = list(opinions)
    with move(actor, "rectification.propose", reporter, reason=reason, once=once, due_on=due_on) as this:
        strange = [o for o in taken if o.reporter_id != this.subject.pk]
        if strange:
            not_theirs = Text("所选意见不是对这位代表的。", "An opinion chosen is not about this deputy.")
            this.add(verdict(Lack("4.4a", not_theirs)))
        goal = this.made(m.Goal(reporter=this.subject, text=text, due_on=due_on))
        goal.opinions.set(o for o in taken if o not in strange)
        if measure.strip():
            m.Measure.objects.create(goal=goal, text=measure, owner=owner, due_on=measure_due_on)
        standing = facts(goal)
        this.add(measured(standing) + ahead(standing) + inside_the_goal(standing))
        this.detail["opinions"] = len(taken)
    return goal


def add_measure(
    actor: Actor,
    goal: m.Goal,
    *,
    text: str,
    owner: str,
    due_on: date | None,
    reason: str = "",
    once: str | None = None,
) -> m.Goal:
    """One more measure, with its owner and date (4.4a)."""
    with move(actor, "rectification.add_measure", goal, reason=reason, once=once, owner=owner, due_on=due_on) as this:
        m.Measure.objects.create(goal=this.subject, text=text, owner=owner, due_on=due_on)
        standing = facts(this.subject)
        this.add(measured(standing) + inside_the_goal(standing))
    return this.subject


def start(actor: Actor, goal: m.Goal, *, reason: str = "", once: str | None = None) -> m.Goal:
    """The rectification is under way (4.4a)."""
    with move(actor, "rectification.start", goal, reason=reason, once=once) as this:
        pass
    return this.subject


def progress(
    actor: Actor,
    goal: m.Goal,
    *,
    on: date,
    text: str,
    measure: m.Measure | None = None,
    finishes: bool = False,
    evidence: tuple[str, bytes] | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.Progress:
    """What was done, when, with its evidence; it may finish a measure (4.4a).

    ``evidence`` is (name, content); it is kept under a name of its own, known by its first bytes.
    """
    kept: m.Progress | None = None
    try:
        with move(actor, "rectification.progress", goal, reason=reason, once=once, on=on, finishes=finishes) as this:
            this.add(_progress_stands(this.subject, on, measure, finishes, evidence))
            made = m.Progress(goal=this.subject, measure=measure, on=on, text=text)
            kind = file_kind(evidence[1]) if evidence else None
            if evidence and kind and not this.more.refused:
                made.evidence.save(f"{secrets.token_hex(12)}.{kind}", ContentFile(evidence[1]), save=False)
                kept = made
            this.made(made)
            if finishes and measure:
                m.Measure.objects.filter(pk=measure.pk, done_on=None).update(done_on=on)
    except BaseException:
        # The archive rolls back by itself; the file on disk does not.
        if kept is not None:
            kept.evidence.delete(save=False)
        raise
    return made


def _progress_stands(goal, on, measure, finishes, evidence):
    ahead_ = Text("日期在今天之后，办过以后再登记。", "The date lies ahead of today; record it once it is done.")
    foreign = Text("这条措施不属于这个整改目标。", "This measure does not belong to this goal.")
    which = Text("写明完成的是哪一条措施。", "Say which measure is finished.")
    kind = Text("凭据须是 JPG、PNG 图片或 PDF 文件。", "Evidence is a JPG or PNG picture, or a PDF.")
    return verdict(
        Lack("4.4a", ahead_) if on > clock.today() else None,
        Lack("4.4a", foreign) if measure and measure.goal_id != goal.pk else None,
        Lack("4.4a", which) if finishes and measure is None else None,
        Lack("D0006", kind) if evidence and file_kind(evidence[1]) is None else None,
    ) + proven(finishes, bool(evidence))


def finish(actor: Actor, goal: m.Goal, *, outcome: str, reason: str = "", once: str | None = None) -> m.Goal:
    """The goal is reached: every measure done, and the outcome told (4.4a)."""
    with move(actor, "rectification.finish", goal, reason=reason, once=once) as this:
        this.subject.outcome, this.subject.finished_on = outcome, clock.today()
        said = Text("写明办成了什么。", "Say what came of it.")
        this.add(verdict(None if outcome.strip() else Lack("4.4a", said)))
    return this.subject


def _count_key(*what: object) -> str:
    digest = hashlib.blake2b("|".join(map(str, what)).encode(), key=_SALT, digest_size=16)
    return "confirm:" + digest.hexdigest()


def _one_more(key: str) -> None:
    if not cache.add(key, 1, TRIES_SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # gone in between
            cache.set(key, 1, TRIES_SECONDS)


def confirm(
    actor: Actor,
    goal: m.Goal,
    *,
    name: str,
    tail: str,
    done: bool,
    reason: str = "",
    once: str | None = None,
) -> m.Goal:
    """One who attended says done or not yet; the last word counts, and only counts are shown (4.4b).

    Known by name and the last four figures of the telephone given at the door. The journal keeps no name.
    """
    plain = tidy(name)
    of_name, of_goal = _count_key(goal.pk, plain), _count_key(goal.pk)
    with move(PUBLIC, "rectification.confirm", goal, reason=reason, once=once) as this:
        this.add(tries_left(cache.get(of_name, 0), cache.get(of_goal, 0)))
        if not this.more.refused:
            found = attended(this.subject, plain, tail)
            if found is None:
                _one_more(of_name)
                _one_more(of_goal)
            else:
                m.Voice.objects.update_or_create(goal=this.subject, invitee=found, defaults={"done": done})
            this.add(known(found is not None))
    return this.subject
