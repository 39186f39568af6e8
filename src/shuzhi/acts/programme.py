"""Acts on the programme (0.1, 1.1)."""

from __future__ import annotations

from datetime import date

from shuzhi.acts._perform import move
from shuzhi.reads.programme import facts
from shuzhi.records import models as m
from shuzhi.rules.programme import basis_stated, windows_hold
from shuzhi.rules.regulation import load_edition, to_dict
from shuzhi.rules.roles import Actor


def draft(
    actor: Actor,
    district: m.Body,
    *,
    title: str,
    basis: str,
    adopting_body: str,
    adopted_at_meeting: str,
    adopted_on: date,
    district_from: date,
    district_until: date,
    town_from: date,
    town_until: date,
    term: str = "",
    edition: str = "xishan_2006",
    reason: str = "",
    once: str | None = None,
) -> m.Programme:
    """Every programme states its basis: the law, the adopting body, meeting and date (0.1).

    The edition is kept whole with the programme. Windows other than the edition's months need a
    reason (4.0a, 4.0b). Errors: ``LookupError`` for an edition that does not exist.
    """
    kept = to_dict(load_edition(edition))
    with move(actor, "programme.draft", district, reason=reason, once=once, title=title, edition=edition) as this:
        programme = this.made(
            m.Programme(
                district=this.subject,
                title=title,
                term=term,
                edition_name=edition,
                edition=kept,
                basis=basis,
                adopting_body=adopting_body,
                adopted_at_meeting=adopted_at_meeting,
                adopted_on=adopted_on,
                district_from=district_from,
                district_until=district_until,
                town_from=town_from,
                town_until=town_until,
            )
        )
        asked = facts(programme)
        this.add(basis_stated(asked) + windows_hold(asked))
    return programme


def revise(
    actor: Actor,
    programme: m.Programme,
    *,
    title: str,
    basis: str,
    adopting_body: str,
    adopted_at_meeting: str,
    adopted_on: date,
    district_from: date,
    district_until: date,
    town_from: date,
    town_until: date,
    term: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Programme:
    """Changes a programme while it is still drafted (0.1); the edition stays the one it was drafted under."""
    changed = {
        "title": title,
        "term": term,
        "basis": basis,
        "adopting_body": adopting_body,
        "adopted_at_meeting": adopted_at_meeting,
        "adopted_on": adopted_on,
        "district_from": district_from,
        "district_until": district_until,
        "town_from": town_from,
        "town_until": town_until,
    }
    with move(actor, "programme.revise", programme, reason=reason, once=once) as this:
        this.detail["changed"] = [name for name, value in changed.items() if getattr(this.subject, name) != value]
        for name, value in changed.items():
            setattr(this.subject, name, value)
    return this.subject


def open_(actor: Actor, programme: m.Programme, *, reason: str = "", once: str | None = None) -> m.Programme:
    """The programme begins; from now on its regulation's full text is public (0.1)."""
    with move(actor, "programme.open", programme, reason=reason, once=once) as this:
        pass
    return this.subject


def close(actor: Actor, programme: m.Programme, *, reason: str = "", once: str | None = None) -> m.Programme:
    """The programme ends when every round is closed (4.4d)."""
    with move(actor, "programme.close", programme, reason=reason, once=once) as this:
        pass
    return this.subject
