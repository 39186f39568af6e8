"""People, their offices and mandates: importing, appointing, ending, merging, inviting (2.1, 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from shuzhi.acts._import_rows import Rows
from shuzhi.acts._names import name_keys
from shuzhi.acts._perform import Refused, move
from shuzhi.acts.account import new_invitation
from shuzhi.acts.answers import Told
from shuzhi.reads.import_rows import PERSON_COLUMNS, ImportPreview
from shuzhi.reads.people_import import File, preview
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules import tenure as rules
from shuzhi.rules.roles import Actor
from shuzhi.rules.roster_answers import Answers
from shuzhi.rules.verdict import Lack, Text, verdict


@dataclass(frozen=True)
class Imported(Told):
    """What an import did, in one sentence; the preview it carried out, and its counts by verdict."""

    preview: ImportPreview = field(default_factory=ImportPreview)

    @property
    def counts(self) -> dict[str, int]:
        return self.preview.counts


DONE = Text(
    "导入完成：新增 {new} 行，变动 {changed} 行，无变动 {unchanged} 行。",
    "Imported: {new} new, {changed} changed, {unchanged} unchanged rows.",
)
LEFT = Text(
    "没有导入：待确认 {doubtful} 行，有错误 {wrong} 行，留待以后 {left_out} 行。",
    " Not imported: {doubtful} to be settled, {wrong} wrong, {left_out} left for later.",
)


def import_people(
    actor: Actor,
    body: m.Body,
    *,
    files: Sequence[File],
    answers: Answers | None = None,
    reason: str = "",
    once: str | None = None,
) -> Imported:
    """Imports rosters of deputies and lists of voters (2.1): files are ``(name, bytes)``, all taken together.

    Writes the rows that are new or changed and makes the bodies and constituencies they name. A row with
    an open question, or a wrong one, is left out and counted; ``answers`` settle questions by their key. The
    same files twice change nothing. A file that cannot be read refuses the whole import with its one
    sentence. ``body`` is the district, or the town whose own lists these are.
    """
    answers = answers or {}
    with move(actor, "people.import", body, reason=reason, once=once) as this:
        found = preview(this.subject, files, answers)
        for name, sentence in found.problems:
            text = Text(f"{name}：{sentence.zh}", f"{name}: {sentence.en}") if name else sentence
            this.add(verdict(Lack("2.1", text)))
        if not found.problems:
            district = m.Body.objects.get(kind=m.Body.Kind.DISTRICT)
            Rows(district, answers).write(found)
        this.detail.update(files=[name for name, _ in files], counts=found.counts, made=list(found.makes))
    left = any(found.counts[v] for v in ("doubtful", "wrong", "left_out"))
    said = Text(DONE.zh + LEFT.zh, DONE.en + LEFT.en) if left else DONE
    return Imported(said.format(**found.counts), not left, found)


def add(
    actor: Actor,
    body: m.Body,
    *,
    name: str,
    post: str = "",
    phone: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Person:
    """Adds a person who stands on no roster, such as an official of the district office (5.2)."""
    with move(actor, "person.add", body, reason=reason, once=once, name=name, post=post) as this:
        return this.made(m.Person(name=name, post=post, phone=phone, **name_keys(name)))


def appoint(
    actor: Actor,
    person: m.Person,
    *,
    office: str,
    body: m.Body,
    since: date,
    reason: str = "",
    once: str | None = None,
) -> m.Tenure:
    """Appoints a person to an office in a body from a day on (5.2).

    Refused when the office does not belong to that kind of body, or is already held there.
    """
    with move(actor, "person.appoint", person, reason=reason, once=once, office=office, body=body, since=since) as this:
        this.add(rules.office_fits(office, body.kind))
        live = this.subject.tenures.filter(office=office, body=body, until=None)
        if live.exists():
            this.add(
                verdict(Lack("5.2", Text("此人已在这里担任这一职务。", "The person already holds this office here.")))
            )
            raise Refused(this.row, this.more)
        return this.made(m.Tenure(person=this.subject, office=office, body=body, since=since))


def end_tenure(actor: Actor, tenure: m.Tenure, *, until: date, reason: str = "", once: str | None = None) -> m.Tenure:
    """Ends an office on a day (5.2); the last steward stays until there is another."""
    with move(actor, "person.end_tenure", tenure, reason=reason, once=once, until=until) as this:
        record = this.subject
        others = m.Tenure.objects.filter(office=record.office, until=None).exclude(pk=record.pk)
        this.add(rules.may_end(record.office, record.since, record.until, until, another=others.exists()))
        record.until = until
    return record


def _typed_alike(one: m.Person, other: m.Person) -> bool:
    """Whether both typed in the same slip of the same pile, or looked at the same place of a scan."""
    mine = m.PaperEntry.objects.filter(teller=one, kind=OuterRef("kind"), slip=OuterRef("slip"))
    seen = m.ScanAnswer.objects.filter(person=one, page=OuterRef("page"), place=OuterRef("place"))
    typed = m.PaperEntry.objects.filter(Exists(mine), teller=other)
    return typed.exists() or m.ScanAnswer.objects.filter(Exists(seen), person=other).exists()


def merge(actor: Actor, person: m.Person, *, into: m.Person, reason: str = "", once: str | None = None) -> m.Person:
    """Merges a second entry of one person into the first (2.1).

    Mandates, offices, paper sheets typed in and everything else on record follow; the journal stays as it was
    written. Refused when both hold a live mandate at the same level, when one of them has been merged already, or
    while both have typed in the same paper sheet.
    """
    with move(actor, "person.merge", person, reason=reason, once=once, into=into) as this:
        gone = this.subject
        levels = [set(p.mandates.filter(until=None).values_list("level", flat=True)) for p in (gone, into)]
        found = rules.may_merge(
            same=gone.pk == into.pk,
            merged=bool(gone.merged_into_id or into.merged_into_id),
            clash=bool(levels[0] & levels[1]),
            accounts=bool(gone.account_id and into.account_id),
            twice=_typed_alike(gone, into),
        )
        if found.refused:
            raise Refused(this.row, found)
        held = into.tenures.filter(until=None).values_list("office", "body_id")
        for tenure in gone.tenures.filter(until=None):
            if (tenure.office, tenure.body_id) in held:
                tenure.until = clock.today()
                tenure.save()
        gone.mandates.update(person=into)
        gone.tenures.update(person=into)
        gone.invitations.update(person=into)
        gone.merged.update(merged_into=into)
        m.PaperEntry.objects.filter(teller=gone).update(teller=into)
        m.ScanAnswer.objects.filter(person=gone).update(person=into)
        for post in gone.posts.all():
            if not into.posts.filter(meeting=post.meeting_id, office=post.office).exists():
                post.person = into
                post.save()
        if gone.account_id:
            account, gone.account = gone.account, None
            gone.save()
            into.account = account
        for column in (*PERSON_COLUMNS.values(),):
            if not getattr(into, column):
                setattr(into, column, getattr(gone, column))
        into.save()
        gone.merged_into = into
    return into


def invite(actor: Actor, person: m.Person, *, reason: str = "", once: str | None = None) -> m.Invitation:
    """Invites a person to sign in (5.2): a link, good for seven days and for one use.

    Only a digest of its secret is kept; ``told_once`` on the answer is the secret itself, to be shown now and never
    again. Earlier unused links of the person cease to work.
    """
    with move(actor, "person.invite", person, reason=reason, once=once) as this:
        return this.made(new_invitation(this.subject))
