"""Papers sent (定稿印发): the number, the files as they went out, the version (5.2, D0010)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shuzhi.acts._perform import Move, move
from shuzhi.crafts.office.blocks import Document, blanks
from shuzhi.crafts.office.sending import as_sent, bears_number, fingerprint, line
from shuzhi.reads.paper import facts, numbers_given
from shuzhi.records import clock, kept
from shuzhi.records import models as m
from shuzhi.rules import paper as rules
from shuzhi.rules.roles import Actor

# The printing room: a paper → its docx and its pdf.
Press = Callable[[Document], tuple[bytes, bytes]]


def send(
    actor: Actor,
    round_: m.Round,
    *,
    name: str,
    about: int,
    document: Document,
    press: Press,
    template: m.Template | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.SentPaper:
    """Sends a paper of the round: gives it its number, prints it and keeps the files as they are (5.2, D0010).

    Sent again after the data changed, it is the next version under the same number. The body is locked while its number
    is counted, so that two who press at once get two numbers. ``press`` is the printing room, which acts may not know;
    ``template`` the office's own one that it prints the Word file with (D0013).
    """
    with move(actor, "paper.send", round_, reason=reason, once=once, paper=name, about=about) as this:
        whose = {"round": this.subject, "name": name, "about": about}
        out = Out(whose, round_.organiser_id, round_.programme.edition_name, document, template)
        return _sent(this, actor, out, press, reason)


def issue(
    actor: Actor,
    programme: m.Programme,
    *,
    name: str,
    about: int,
    document: Document,
    press: Press,
    template: m.Template | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.SentPaper:
    """Sends a paper of the programme as a whole, in the same way, under the district's own number (4.4d, D0013)."""
    with move(actor, "paper.issue", programme, reason=reason, once=once, paper=name, about=about) as this:
        whose = {"programme": this.subject, "name": name, "about": about}
        out = Out(whose, programme.district_id, programme.edition_name, document, template)
        return _sent(this, actor, out, press, reason)


@dataclass(frozen=True, slots=True)
class Out:
    """A paper on its way out: ``whose`` (round or programme, its kind, about whom), who numbers it, what it says."""

    whose: dict[str, Any]
    office: int
    edition: str
    document: Document
    template: m.Template | None


def _sent(this: Move, actor: Actor, out: Out, press: Press, reason: str) -> m.SentPaper:
    office = m.Body.objects.select_for_update().get(pk=out.office)
    stands = m.SentPaper.objects.filter(**out.whose, state="sent").first()
    today, numbered = clock.today(), bears_number(out.document)
    paper = stands or m.SentPaper(**out.whose)
    if stands is None and numbered:
        paper.office, paper.code, paper.year = office, office.issuing_code, today.year
        paper.number = rules.next_number(numbers_given(office, today.year))
    number = rules.Number(paper.code, paper.year, paper.number) if paper.year and paper.number else None
    ready = as_sent(out.document, str(number or ""), today)
    mark = fingerprint(out.document)
    found = facts(office, stands, mark, out.template, bears_number=numbered, gaps=blanks(ready))
    this.add(rules.may_send(found))
    if this.more.refused or (this.more.cautions and not reason.strip()):
        return paper  # refused by the mover; nothing is printed in vain
    paper.title = line(out.document.title)[:200]
    docx, pdf = press(ready)
    this.made(paper)
    version = m.SentVersion.objects.create(
        paper=paper,
        version=found.version + 1,
        sent_on=today,
        sent_by=actor.name,
        edition=out.edition,
        blocks=mark,
        template=out.template,
        docx=kept.keep(docx),
        docx_size=len(docx),
        pdf=kept.keep(pdf),
        pdf_size=len(pdf),
    )
    this.detail |= {
        "title": paper.title,
        "number": str(number or ""),
        "version": version.version,
        "docx": version.docx,
        "pdf": version.pdf,
        **({"template": out.template.digest} if out.template else {}),
    }
    return paper


def withdraw(
    actor: Actor, paper: m.SentPaper, *, because: str, reason: str = "", once: str | None = None
) -> m.SentPaper:
    """Takes a sent paper back. It stays on record with its number, its files and why; the next one has the next number."""
    with move(actor, "paper.withdraw", paper, reason=reason, once=once, because=because) as this:
        this.subject.withdrawn_because = because
    return this.subject


def set_code(actor: Actor, body: m.Body, *, code: str, reason: str = "", once: str | None = None) -> m.Body:
    """Settles a body's 机关代字; papers already sent keep theirs, and the year's count goes on (5.2, D0010)."""
    code = "".join(code.split())
    with move(actor, "paper.set_code", body, reason=reason, once=once, code=code) as this:
        others = m.Body.objects.exclude(pk=this.subject.pk)
        taken = others.filter(issuing_code=code).first() or others.filter(sent_papers__code=code).first()
        this.add(rules.code_fits(code, taken_by=taken.name if taken else ""))
        if not this.more.refused:
            this.subject.issuing_code = code
    return this.subject
