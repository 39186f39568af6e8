"""Acts of study and publicity (4.1c), doubts and answers (5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shuzhi.acts._perform import move
from shuzhi.reads.study import deputies
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Lack, Text, verdict


def _not_ahead(day: date, clause: str) -> Lack | None:
    ahead = Text("日期在今天之后，办过以后再登记。", "The date lies ahead of today; record it once it has been held.")
    return Lack(clause, ahead) if day > clock.today() else None


def record(
    actor: Actor,
    round_: m.Round,
    *,
    on: date,
    form: str,
    title: str,
    materials: str = "",
    audience: int | None = None,
    attended: Iterable[m.Mandate] = (),
    reason: str = "",
    once: str | None = None,
) -> m.Study:
    """One study session or act of publicity: when, in which form, with what, who was there (4.1c).

    ``audience`` defaults to the number of deputies who attended.
    """
    present = list(attended)
    with move(actor, "study.record", round_, reason=reason, once=once, title=title, form=form) as this:
        known = set(deputies(this.subject).values_list("pk", flat=True))
        strangers = [x for x in present if x.pk not in known]
        this.add(
            verdict(
                _not_ahead(on, "4.1c"),
                Lack("4.1c", Text("所选代表不属于本轮。", "A deputy chosen does not belong to this round."))
                if strangers
                else None,
            )
        )
        study = this.made(
            m.Study(
                round=this.subject,
                on=on,
                form=form,
                title=title,
                materials=materials,
                audience=len(present) if audience is None else audience,
            )
        )
        study.attended.set(present)
    return study


def answer_doubt(
    actor: Actor,
    round_: m.Round,
    *,
    on: date,
    kind: str,
    text: str,
    answer: str,
    reason: str = "",
    once: str | None = None,
) -> m.Doubt:
    """A doubt that was raised, under which mistaken view, and the answer given (5.1)."""
    with move(actor, "study.answer_doubt", round_, reason=reason, once=once, kind=kind) as this:
        this.add(verdict(_not_ahead(on, "5.1")))
        this.made(m.Doubt(round=this.subject, on=on, kind=kind, text=text, answer=answer))
    return this.created
