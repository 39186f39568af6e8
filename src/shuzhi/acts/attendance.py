"""Inviting, replies, and the door (4.3a). Checking in leaves a yes beside a name and nothing else (D0002)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shuzhi.acts._perform import move
from shuzhi.reads.attendance import candidates, voter_kind
from shuzhi.reads.names import named
from shuzhi.records import models as m
from shuzhi.rules.attendance import GUEST, PARTY_HEAD
from shuzhi.rules.roles import Actor


def _invite_voters(meeting: m.Meeting, wanted: Iterable[m.Voter]) -> tuple[int, int]:
    """Those ticked are on the list, those no longer ticked are off it unless they are in the hall already."""
    listed = {v.pk: v for v in candidates(meeting).voters}
    ticked = {v.pk for v in wanted} & set(listed)
    there = set(meeting.invitees.exclude(voter=None).values_list("voter", flat=True))
    new = [
        m.Invitee(
            meeting=meeting,
            voter=voter,
            name=voter.name,
            kind=voter_kind(voter),
            constituency=voter.constituency,
            phone=voter.phone,
            initials=voter.initials or named(voter.name)["initials"],
            sort_key=voter.sort_key,
        )
        for pk, voter in listed.items()
        if pk in ticked - there
    ]
    m.Invitee.objects.bulk_create(new)
    _heads_on_the_list(meeting)
    dropped, _ = meeting.invitees.filter(voter__in=there - ticked, present=False).delete()
    return len(new), dropped


def _heads_on_the_list(meeting: m.Meeting) -> None:
    """A Party head on the voters' list stands for the reporters of that constituency who have none yet."""
    reporters = meeting.reporters.exclude(party_heads__meeting=meeting)
    for head in meeting.invitees.filter(kind=PARTY_HEAD, heads_for=None).exclude(voter=None):
        head.heads_for.add(*reporters.filter(mandate__constituency=head.constituency))


def _invite_party_heads(meeting: m.Meeting, rows: Iterable[Mapping[str, Any]]) -> int:
    """One for each reporter; who heads the organisation of two reporters' workplace is one person."""
    added = 0
    for row in rows:
        reporter: m.Reporter = row["reporter"]
        fields = named(row["name"])
        workplace, phone = row.get("workplace", ""), row.get("phone", "")
        for old in meeting.invitees.filter(heads_for=reporter).exclude(name=fields["name"]):
            old.heads_for.remove(reporter)
            if not old.present and not old.voter_id and not old.heads_for.exists():
                old.delete()
        head = meeting.invitees.filter(kind=PARTY_HEAD, name=fields["name"], workplace__in=("", workplace)).first()
        if head is None:
            head = m.Invitee.objects.create(
                meeting=meeting,
                kind=PARTY_HEAD,
                constituency=reporter.mandate.constituency,
                workplace=workplace,
                phone=phone,
                **fields,
            )
            added += 1
        elif (workplace, phone) != (head.workplace, head.phone):
            head.workplace, head.phone = workplace or head.workplace, phone or head.phone
            head.save()
        head.heads_for.add(reporter)
    return added


def _invite_guests(meeting: m.Meeting, rows: Iterable[Mapping[str, str]]) -> int:
    added = 0
    for row in rows:
        fields = named(row["name"])
        _, new = m.Invitee.objects.get_or_create(
            meeting=meeting,
            kind=GUEST,
            name=fields["name"],
            workplace=row.get("workplace", ""),
            defaults={**fields, "phone": row.get("phone", "")},
        )
        added += new
    return added


def invite(
    actor: Actor,
    meeting: m.Meeting,
    *,
    voters: Sequence[m.Voter] | None = None,
    party_heads: Sequence[Mapping[str, Any]] = (),
    guests: Sequence[Mapping[str, str]] = (),
    drop: Sequence[m.Invitee] = (),
    reason: str = "",
    once: str | None = None,
) -> m.Meeting:
    """Sets down who is asked to the meeting (4.3a).

    ``voters``: the whole list of those ticked, None leaves it as it is. ``party_heads``: {reporter, name,
    workplace, phone}; ``guests``: {name, workplace, phone}. ``drop``: invited persons taken off again.
    """
    with move(actor, "meeting.invite", meeting, reason=reason, once=once) as this:
        subject = this.subject
        dropped, _ = subject.invitees.filter(pk__in=[i.pk for i in drop], present=False).delete()
        added = _invite_party_heads(subject, party_heads) + _invite_guests(subject, guests)
        if voters is not None:
            new, gone = _invite_voters(subject, voters)
            added, dropped = added + new, dropped + gone
        this.detail |= {"added": added, "dropped": dropped}
    return this.subject


def reply(
    actor: Actor, meeting: m.Meeting, *, replies: Mapping[int, str], reason: str = "", once: str | None = None
) -> m.Meeting:
    """Records who will come and who will not: {invitee id: yes, no, or nothing} (4.3a)."""
    with move(actor, "meeting.reply", meeting, reason=reason, once=once) as this:
        counts = {}
        for given in ("yes", "no", ""):
            ids = [pk for pk, said in replies.items() if said == given]
            counts[given or "none"] = this.subject.invitees.filter(pk__in=ids).exclude(reply=given).update(reply=given)
        this.detail["changed"] = counts
    return this.subject


def admit(
    actor: Actor, invitee: m.Invitee, *, present: bool = True, reason: str = "", once: str | None = None
) -> m.Invitee:
    """Somebody is in the hall, or after all not: a yes beside a name (4.3a, D0002). Twice is once."""
    with move(actor, "meeting.admit", invitee, reason=reason) as this:
        this.subject.present = present
    return this.subject


def _without_order() -> int:
    """A number that says nothing of who came first (D0002), and is no number of the invitation list."""
    return 2**40 + secrets.randbelow(2**52)


def walk_in(
    actor: Actor,
    meeting: m.Meeting,
    *,
    name: str,
    kind: str,
    constituency: m.Constituency | None = None,
    phone: str = "",
    another: bool = False,
    reason: str = "",
    once: str | None = None,
) -> m.Invitee:
    """Registers somebody who is not on the list, on the spot and present (4.3a).

    ``another``: there is one of this name already and this is somebody else; without it the one there
    is checked in. ``once``: the same form sent again is the same person; kept with the person and not in the
    journal, which has times (D0002).
    """
    with move(actor, "meeting.walk_in", meeting, reason=reason) as this:
        fields = named(name)
        before = m.Invitee.objects.filter(once=once).first() if once else None
        if before and before.meeting_id == this.subject.pk:
            return before
        known = None if another else this.subject.invitees.filter(name=fields["name"], kind=kind).first()
        if known:
            known.present = True
            known.save(update_fields=["present"])
            return known
        person = m.Invitee(
            pk=_without_order(),
            meeting=this.subject,
            kind=kind,
            constituency=constituency,
            phone=phone,
            present=True,
            walked_in=True,
            once=None if before else once or None,
            **fields,
        )
        this.made(person)
    return person
