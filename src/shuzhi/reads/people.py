"""People as pages show them: deputies, office-holders and voters, one person, and the bodies with who holds what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from shuzhi.reads import sight
from shuzhi.reads.bodies import full_name, in_office
from shuzhi.reads.import_rows import LEVELS
from shuzhi.reads.open_acts import OpenAct, open_acts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.journal import Entry
from shuzhi.rules.roles import OFFICE_NAMES, Actor, Office
from shuzhi.rules.verdict import Text

A_PAGE = 50
TABS = {
    "deputies": Text("代表", "Deputies"),
    "officers": Text("任职人员", "Office-holders"),
    "voters": Text("选民", "Voters"),
}
IMPORTERS = (Office.DISTRICT_OFFICE, Office.TOWN_CONGRESS_OFFICE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a name, initials or the beginning of a telephone number; a body; a level."""

    tab: str = "deputies"
    name: str = ""
    body: int | None = None
    level: str = ""
    kind: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        return bool(self.name or self.body or self.level or self.kind)


@dataclass(frozen=True, slots=True)
class Line:
    """A person in a list. ``pk`` is None for a voter, who has no page of their own.

    ``seats``: mandates and offices in words, with the mandate whose duty ledger the actor may read, or 0.
    """

    name: str
    pk: int | None
    post: str
    phone: str
    seats: tuple[tuple[Text, int], ...]
    groups: tuple[str, ...]
    note: str = ""
    leading: bool = False
    signs_in: bool = False


@dataclass(frozen=True, slots=True)
class PeoplePage:
    wanted: Wanted
    rows: tuple[Line, ...]
    page: Page
    tabs: tuple[tuple[str, Text, int], ...]
    bodies: tuple[tuple[int, Text], ...]
    kinds: tuple[str, ...]
    acts: tuple[OpenAct, ...]
    may_import: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """An office held: by whom, since when; ``acts`` end it."""

    tenure: m.Tenure
    office: Text
    body: Text
    live: bool
    acts: tuple[OpenAct, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person with mandates and offices; how they sign in; what may be done."""

    person: m.Person
    mandates: tuple[m.Mandate, ...]
    holders: tuple[Holder, ...]
    acts: tuple[OpenAct, ...]
    username: str
    last_login: object
    invitation: m.Invitation | None
    invited: str
    namesakes: int
    full: bool
    ledgers: frozenset[int]
    merged: tuple[str, ...]
    today: date


def voters(actor: Actor) -> QuerySet[m.Voter]:
    """Voters: the district office all, a town those of its constituencies, a leader those of the group's town."""
    every = m.Voter.objects.all()
    if actor.holds(*sight.DISTRICT_OFFICES):
        return every
    if not actor.signed_in:
        return every.none()
    towns = actor.bodies(*sight.TOWN_OFFICES)
    groups = actor.bodies(Office.GROUP_LEADER)
    return every.filter(Q(constituency__town__in=towns) | Q(constituency__town__parts__in=groups)).distinct()


def named(text: str) -> Q:
    """Name, pinyin initials, or the beginning or end of a telephone number."""
    text = "".join(text.split())
    if text.isascii() and text.isdigit():
        return Q(phone__startswith=text) | Q(phone__endswith=text)
    if text.isascii():
        lower = text.lower()
        return Q(initials__istartswith=lower) | Q(initials__icontains=f" {lower}") | Q(name__icontains=text)
    return Q(name__contains=text)


def people(actor: Actor, wanted: Wanted) -> PeoplePage:
    """A page of a list of people; the lists the actor may see have their number. NotVisible for the public."""
    if not actor.signed_in:
        raise sight.NotVisible("people")
    seen = sight.persons(actor)
    lists: dict[str, QuerySet] = {
        "deputies": seen.filter(mandates__until=None, mandates__isnull=False).distinct(),
        "officers": seen.filter(in_office("tenures__")).distinct(),
        "voters": voters(actor),
    }
    counts = [(key, label, lists[key].count()) for key, label in TABS.items()]
    tab = wanted.tab if wanted.tab in lists else "deputies"
    found = lists[tab]
    if wanted.name:
        found = found.filter(named(wanted.name))
    found = _narrowed(actor, found, tab, wanted)
    paginator = Paginator(found, A_PAGE)
    if not wanted.narrowed:
        paginator.count = next(n for key, _, n in counts if key == tab)
    page = paginator.get_page(wanted.page)
    seen_bodies = list(sight.bodies(actor).select_related("parent"))
    bodies = [(b.pk, full_name(b)) for b in seen_bodies if b.kind != m.Body.Kind.DISTRICT]
    district = next((b for b in seen_bodies if b.kind == m.Body.Kind.DISTRICT), None)
    kinds = tuple(voters(actor).order_by("kind").values_list("kind", flat=True).distinct()) if tab == "voters" else ()
    return PeoplePage(
        wanted=wanted,
        rows=tuple(_voter(v) for v in page) if tab == "voters" else tuple(_line(p) for p in page),
        page=page,
        tabs=tuple((k, t, n) for k, t, n in counts if n or k == "deputies"),
        bodies=tuple(bodies),
        kinds=kinds,
        acts=tuple(open_acts(actor, district, "person.add")) if district else (),
        may_import=actor.holds(*IMPORTERS),
    )


def _narrowed(actor: Actor, found: QuerySet, tab: str, wanted: Wanted) -> QuerySet:
    if tab == "voters":
        if wanted.body:
            found = found.filter(Q(constituency__town=wanted.body) | Q(constituency__town__parts=wanted.body))
        if wanted.kind:
            found = found.filter(kind=wanted.kind)
        return found.select_related("constituency__town").distinct()
    if tab == "deputies":
        live = m.Mandate.objects.filter(until=None)
        if wanted.body:
            live = live.filter(Q(group=wanted.body) | Q(group__parent=wanted.body))
        if wanted.level in LEVELS:
            live = live.filter(level=wanted.level)
        found = found.filter(pk__in=live.values("person"))
    elif wanted.body:
        found = found.filter(Q(tenures__body=wanted.body) | Q(tenures__body__parent=wanted.body)).distinct()
    mandates = m.Mandate.objects.filter(until=None).select_related("constituency", "group__parent")
    readable = Exists(sight.mandates(actor).filter(pk=OuterRef("pk")))
    return found.prefetch_related(
        Prefetch("mandates", mandates.annotate(readable=readable)),
        Prefetch("tenures", m.Tenure.objects.filter(in_office()).select_related("body__parent")),
    )


def _line(person: m.Person) -> Line:
    mandates, tenures = list(person.mandates.all()), list(person.tenures.all())
    groups = [x.group.name for x in mandates]
    offices = tuple(
        Text("{b}：{o}", "{b}: {o}").format(b=full_name(t.body), o=OFFICE_NAMES[Office(t.office)]) for t in tenures
    )
    return Line(
        person.name,
        person.pk,
        person.post,
        person.phone,
        (
            *((LEVELS[x.level], x.pk if getattr(x, "readable", False) else 0) for x in mandates),
            *((text, 0) for text in offices),
        ),
        tuple(dict.fromkeys(groups)),
        "、".join(dict.fromkeys(str(x.constituency) for x in mandates if x.constituency)),
        person.leading_cadre,
        person.account_id is not None,
    )


def _voter(voter: m.Voter) -> Line:
    where = (voter.constituency.town.name if voter.constituency.town else "") + voter.village
    return Line(voter.name, None, voter.kind, voter.phone, (), (where,), str(voter.constituency))


def find(actor: Actor, pk: int) -> m.Person:
    """A person the actor may see, or NotVisible."""
    found = sight.persons(actor).filter(pk=pk).select_related("account").first()
    if found is None:
        raise sight.NotVisible(f"person {pk}")
    return found


def namesakes(actor: Actor, person: m.Person) -> list[tuple[str, str]]:
    """Others of the same name, as choices for merging."""
    found = sight.persons(actor).filter(name=person.name).exclude(pk=person.pk).prefetch_related("mandates__group")
    return [
        (
            str(p.pk),
            "，".join(x for x in (p.name, p.born, p.phone, p.post, *(y.group.name for y in p.mandates.all())) if x),
        )
        for p in found
    ]


def person_page(actor: Actor, pk: int) -> PersonPage:
    """All that the actor may see of a person. How someone signs in is for those who may invite, and oneself."""
    found = find(actor, pk)
    names = ["person.appoint", "person.invite"]
    same = sight.persons(actor).filter(name=found.name).exclude(pk=found.pk).count()
    if same:
        names.append("person.merge")
    acts = tuple(open_acts(actor, found, *names))
    tenures = list(found.tenures.select_related("body__parent"))
    readable = Exists(sight.mandates(actor).filter(pk=OuterRef("pk")))
    mandates = tuple(found.mandates.select_related("constituency", "group__parent").annotate(readable=readable))
    today = clock.today()
    ends = {t.pk: tuple(open_acts(actor, t, "person.end_tenure")) for t in tenures[:1]}
    may_end = bool(ends and next(iter(ends.values())))
    row = next(iter(ends.values()))[0].row if may_end else None
    holders = []
    for tenure in tenures:
        live = tenure.until is None or tenure.until >= today
        own = (OpenAct(row, tenure.pk, next(iter(ends.values()))[0].verdict),) if row and tenure.until is None else ()
        holders.append(Holder(tenure, OFFICE_NAMES[Office(tenure.office)], full_name(tenure.body), live, own))
    full = found.pk == actor.person or any(a.row.name == "person.invite" for a in acts)
    invitation = found.invitations.filter(used=False).order_by("-pk").first() if full else None
    return PersonPage(
        person=found,
        mandates=mandates,
        holders=tuple(holders),
        acts=acts,
        username=found.account.username if full and found.account else "",
        last_login=found.account.last_login if full and found.account else None,
        invitation=invitation,
        invited="expired" if invitation and invitation.expires_on < today else "waiting" if invitation else "",
        namesakes=same,
        full=full,
        ledgers=frozenset(x.pk for x in mandates if x.readable),
        merged=tuple(found.merged.values_list("name", flat=True)),
        today=today,
    )


def import_body(actor: Actor) -> m.Body:
    """The body whose rosters this actor imports: the district's, or the town's own. NotVisible for anybody else."""
    if actor.holds(Office.DISTRICT_OFFICE):
        found = m.Body.objects.filter(pk__in=actor.bodies(Office.DISTRICT_OFFICE)).first()
    else:
        found = m.Body.objects.filter(pk__in=actor.bodies(Office.TOWN_CONGRESS_OFFICE)).first()
    if found is None:
        raise sight.NotVisible("people_import")
    return found


def recent_imports(found: m.Body) -> list[Entry]:
    """The last imports of a body, with who did them and their counts."""
    return list(Entry.objects.filter(act="people.import", noun="body", subject=str(found.pk)).order_by("-pk")[:5])
