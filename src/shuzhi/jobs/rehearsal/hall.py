"""The invented hall, act by act: one town, one round, one meeting whose people have heard the reports and wait for their sheets."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction

from shuzhi.acts import account, appraisal, programme, report, sheet
from shuzhi.acts import person as people
from shuzhi.crafts.paperform import Form, FormError
from shuzhi.jobs.telling import evening as meeting
from shuzhi.jobs.telling.days import Days, Story, tell
from shuzhi.jobs.telling.district import District
from shuzhi.jobs.telling.tale import Tale, told_in
from shuzhi.papers.sheets import form
from shuzhi.reads import by_name
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.sheet import piles
from shuzhi.rules.regulation import edition_from_dict
from shuzhi.rules.roles import Office
from shuzhi.rules.roles import RoundKind as K

TEXTS = Path(__file__).with_name("hall.toml")
DISTRICT, TOWN = "演练区", "演练镇"
STEWARD, OFFICE, SECRETARY, PRESIDIUM = "演练管理员", "演练工委", "演练秘书", "演练主席"
SCRUTINEER, TELLERS, REPORTERS = "演练监票人", ("演练计票人甲", "演练计票人乙"), ("演练代表甲", "演练代表乙")
PRESENT = 60
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
WHY = "演练用。"

# What becomes of the sheets that are printed: cast by invented phones, filled in by invented pens, put into the
# trainees' own hands, and never drawn.
PHONES, PENS, SAMPLES, SPARE = 40, 14, 4, 4
SHEETS = PHONES + PENS + SAMPLES + SPARE
PRINTED: Any = {"paper": "A4", "large": True}  # as the samples come from the press, and as they are read


def rosters() -> list[tuple[str, bytes]]:
    """Two deputies and sixty voters, whose names say that they are invented."""
    deputies = [
        "序号,姓名,性别,民族,出生年月,政治面貌,文化程度,工作单位及职务,选区,代表小组,联系电话,领导干部,备注",
        *(f"{n},{name},女,汉族,1970年5月,群众,大专,虚构单位,第1选区（演练）,{TOWN}第一代表小组,,{cadre},"
          for n, (name, cadre) in enumerate(zip(REPORTERS, ("是", ""), strict=True), 1)),
    ]  # fmt: skip
    voters = ["选区,村（社区）,姓名,身份,联系电话,备注"]
    for n in range(PRESENT - 2):
        kind = "村民组长" if n % 4 == 0 else "选民代表"
        voters.append(f"第1选区（演练）,演练{'一二'[n % 2]}村,演练{STEMS[n % 10]}{BRANCHES[n % 12]},{kind},,")
    return [
        (f"{TOWN}第一届人民代表大会代表名册.csv", "\n".join(deputies).encode()),
        ("选民代表和村民组长名单.csv", "\n".join(voters).encode()),
    ]


def build(today: date) -> None:
    """Performs every act up to the moment at which the reports have been heard. Into an empty archive."""
    with transaction.atomic():
        d = District(Days(today), Random(0), DISTRICT, OFFICE, OFFICE)  # noqa: S311 (marks on sheets, not codes)
        tell(_founded(d))
        tell(_told(d))


def _founded(d: District) -> Story:
    yield d.days.at(-120)
    steward = actor_for_person(account.found_district(DISTRICT, steward=STEWARD).person)
    since = d.days.today - timedelta(days=400)
    district = d.body(DISTRICT)
    _official(steward, OFFICE, Office.DISTRICT_OFFICE, district, since)
    d.actors.clear()
    done = people.import_people(d.office, district, files=rosters())
    if done.counts["new"] != PRESENT:
        raise ValueError(f"the invented rosters were not read: {done.counts}")
    for name, office in ((SECRETARY, Office.TOWN_CONGRESS_OFFICE), (PRESIDIUM, Office.PRESIDIUM)):
        _official(steward, name, office, d.body(TOWN), since)
    for name in (SCRUTINEER, *TELLERS):
        people.add(steward, district, name=name)


def _official(steward: Any, name: str, office: Office, body: Any, since: date) -> None:
    people.appoint(steward, people.add(steward, body, name=name), office=office, body=body, since=since)


def _told(d: District) -> Story:
    days = d.days
    yield days.at(-110)
    made = programme.draft(
        d.office,
        d.body(DISTRICT),
        title="演练：代表向选民述职",
        term="演练届",
        basis="演练用，内容虚构。",
        adopting_body="演练区人大常委会",
        adopted_at_meeting="演练会议",
        adopted_on=days.day(-111),
        district_from=days.day(-110),
        district_until=days.day(60),
        town_from=days.day(-110),
        town_until=days.day(60),
        reason=WHY,
    )
    d.programme = programme.open_(d.office, made)
    town = d.body(TOWN)
    t = Tale(d, told_in(TEXTS), K.TOWN, town, d.who(SECRETARY), d.who(PRESIDIUM), d.who(PRESIDIUM), (PRESIDIUM,) * 2)
    yield from t.opens(-60, groups=[by_name.group(town, "town", 1)])
    yield from t.plans(-59, starts=-58, meets=days.today, ends=15)
    yield from t.adopts(-58, -57, "演练1号")
    yield from t.lists(-55, -54, attended=9)
    yield from t.advances(-53, WHY)
    for name in REPORTERS:
        yield from t.visits(name, -40)
        yield days.at(-35, 20)
        sections = dict.fromkeys(
            (a.key for a in edition_from_dict(d.programme.edition).aspects), "这一段是演练用的，内容虚构。" * 12
        )
        written = report.write(t.deputy(name), t.reporters[name], sections=sections)
        report.submit(t.deputy(name), written, reason=WHY)
        yield from t.guides(name, -34)
    yield from meeting.prepares(t, -33, on=days.today, hour=9, names=REPORTERS)
    for name in REPORTERS:
        yield from t.publishes(name, -32, -31)
    yield from t.advances(-30, WHY)
    yield from meeting.invites(t, -29, PRESENT - 2)
    yield from meeting.calls(t, -28)
    yield from meeting.posts(t, -20, tellers=TELLERS, scrutineer=SCRUTINEER)
    e = meeting.Evening(
        t, days.today, 9, TELLERS, SCRUTINEER, present=PRESENT, phones=PHONES, papers=PENS, taken_home=0
    )
    yield e.at(-60)
    yield from meeting.hears(e)


def _form(*about: Any, **how: Any) -> Form | None:
    """What a machine must know of the samples; nothing where the address is too long for any to be printed."""
    try:
        return form(*about, **how)
    except FormError:
        return None


def hands_out(meeting: Any, address: str) -> list[str]:
    """The sheets are printed with codes of this rehearsal's own, and the groups begin; returns the codes."""
    by = by_name.actor(SECRETARY)
    caught: list[str] = []

    def press(_meeting: Any, _edition: Any, heaps: Any, **_how: Any) -> bytes:
        caught.extend(code for _, codes in heaps for code in codes)
        return b"%PDF-"

    numbers = dict.fromkeys((pile.key for pile in piles(meeting)), SHEETS)
    sheet.issue(by, meeting, numbers=numbers, address=address, press=press, form=_form, **PRINTED)
    appraisal.start(by, meeting)
    return caught
