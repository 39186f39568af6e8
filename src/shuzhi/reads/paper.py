"""Papers that were sent: the register of a round or of a programme (发文登记簿), one paper with its versions, the files (D0010)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Prefetch, QuerySet

from shuzhi.reads import sight
from shuzhi.reads.attendance import DISTRICT_VIEW
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.open_acts import open_acts
from shuzhi.reads.round import facts_from
from shuzhi.reads.round_home import acts as acts_of
from shuzhi.reads.round_home import find, round_acts
from shuzhi.reads.sight import DISTRICT_OFFICES, NotVisible
from shuzhi.reads.standing import Held
from shuzhi.records import kept
from shuzhi.records import models as m
from shuzhi.rules import gate
from shuzhi.rules.paper import Number, SendFacts
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text

Spoilt = kept.Spoilt


def numbers_given(office: m.Body, year: int) -> list[int]:
    """The numbers a body has given in a year, withdrawn ones among them."""
    given = m.SentPaper.objects.filter(office=office, year=year).values_list("number", flat=True)
    return [n for n in given if n is not None]


def number_of(paper: m.SentPaper) -> str:
    """The paper's 发文字号 as it is printed; nothing where its kind bears none."""
    if paper.year is None or paper.number is None:
        return ""
    return str(Number(paper.code, paper.year, paper.number))


def facts(
    office: m.Body,
    stands: m.SentPaper | None,
    blocks: str,
    template: m.Template | None,
    *,
    bears_number: bool,
    gaps: tuple[str, ...],
) -> SendFacts:
    """What the rules ask of a paper about to be sent, ``stands`` being the one that was sent before.

    Changed is what it says, or the office's own template that its Word file comes out of.
    """
    last = stands.versions.last() if stands else None
    return SendFacts(
        office=office.name,
        code=office.issuing_code,
        bears_number=bears_number,
        gaps=gaps,
        version=last.version if last else 0,
        changed=last is None or last.blocks != blocks or last.template_id != (template.pk if template else None),
    )


def keeps(held: Held) -> bool:
    """Whether this is one of those who send the round's papers, or the district."""
    return bool(held.offices & (gate.offices_for(REGISTER["paper.send"], held.standing.kind) | DISTRICT_VIEW))


def kept_by(actor: Actor, pk: int) -> Held:
    """The round, for those who keep its papers; they name people, so that others are not shown them."""
    held = find(actor, pk)
    if not keeps(held):
        raise NotVisible(f"papers of round {pk}")
    return held


@dataclass(frozen=True, slots=True)
class SentLine:
    """One sent paper: its number, its versions with the newest first, what may be done to it, and how it is sent again.

    ``held`` is its round; None for a paper of a programme.
    """

    paper: m.SentPaper
    number: str
    state: Text
    versions: tuple[m.SentVersion, ...]
    acts: tuple[OpenAct, ...] = ()
    again: tuple[OpenAct, ...] = ()
    held: Held | None = None

    @property
    def last(self) -> m.SentVersion:
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class SentPage:
    """A register of sent papers; ``set_code`` is the act where one may settle the issuing body's code."""

    office: m.Body
    lines: tuple[SentLine, ...]
    set_code: OpenAct | None


def _line(paper: m.SentPaper) -> SentLine:
    versions = sorted(paper.versions.all(), key=lambda one: -one.version)
    return SentLine(paper, number_of(paper), STATES["paper"][paper.state], tuple(versions))


def _papers() -> QuerySet[m.SentPaper]:
    versions = m.SentVersion.objects.order_by("version").select_related("template").defer("template__data")
    return m.SentPaper.objects.prefetch_related(Prefetch("versions", versions)).select_related("programme__district")


def _page(actor: Actor, office: m.Body, papers: QuerySet[m.SentPaper]) -> SentPage:
    code = open_acts(actor, office, "paper.set_code")
    return SentPage(office, tuple(map(_line, papers)), code[0] if code else None)


def page(actor: Actor, pk: int) -> tuple[Held, SentPage]:
    """The register of a round: what was sent, newest last, as an office's book has it."""
    held = kept_by(actor, pk)
    return held, _page(actor, m.Body.objects.get(rounds=pk), _papers().filter(round=pk))


def programme_of(actor: Actor, pk: int) -> m.Programme:
    """The programme, for the district, which keeps its papers."""
    if not actor.holds(*DISTRICT_OFFICES):
        raise NotVisible(f"papers of programme {pk}")
    found = sight.programmes(actor).select_related("district").filter(pk=pk).first()
    if found is None:
        raise NotVisible(f"programme {pk}")
    return found


def programme_page(actor: Actor, pk: int) -> tuple[m.Programme, SentPage]:
    """The register of what the district sent for a programme as a whole (4.4d)."""
    found = programme_of(actor, pk)
    return found, _page(actor, found.district, _papers().filter(programme=pk))


def sent_in(round_pk: int) -> dict[tuple[str, int], SentLine]:
    """What stands as sent in a round, by the paper's name and what it is about; for whoever was shown the round's papers."""
    return {(p.name, p.about): _line(p) for p in _papers().filter(round=round_pk, state="sent")}


def one(actor: Actor, pk: int) -> SentLine:
    """One sent paper; NotVisible for those who may not see the round's, or the programme's."""
    paper = _papers().filter(pk=pk).first()
    if paper is None:
        raise NotVisible(f"paper {pk}")
    line = _line(paper)
    if paper.round_id is None:
        programme = programme_of(actor, paper.programme_id or 0)
        again = open_acts(actor, programme, "paper.issue") if paper.state == "sent" else ()
        return replace(line, acts=tuple(open_acts(actor, paper)), again=tuple(again))
    held = kept_by(actor, paper.round_id)
    again = round_acts(actor, paper.round_id, "paper.send") if paper.state == "sent" else ()
    acts = acts_of(held, "paper", pk, paper.state, facts_from(held.standing))
    return replace(line, acts=tuple(acts), again=tuple(again), held=held)


def file(actor: Actor, pk: int, kind: str) -> tuple[str, bytes]:
    """A version's file, byte for byte as it was sent, with its name. Raises ``NotVisible`` and ``Spoilt``."""
    version = m.SentVersion.objects.filter(pk=pk).select_related("paper").first()
    if version is None:
        raise NotVisible(f"version {pk}")
    if version.paper.round_id is None:
        programme_of(actor, version.paper.programme_id or 0)
    else:
        kept_by(actor, version.paper.round_id)
    return f"{file_stem(version.paper, version)}.{kind}", kept.kept(getattr(version, kind))


def file_stem(paper: m.SentPaper, version: m.SentVersion) -> str:
    """东港人大发〔2026〕3号-关于……的通知-第2版."""
    parts = [number_of(paper), paper.title, f"第{version.version}版"]
    return "-".join(part.replace("/", "／") for part in parts if part)
