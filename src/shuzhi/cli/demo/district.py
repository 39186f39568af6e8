"""The district before anything happened in it: founded, its rosters imported, its offices filled, its accounts made."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from shuzhi.acts import account, paper
from shuzhi.acts import person as people
from shuzhi.jobs.telling.days import Story
from shuzhi.jobs.telling.district import District
from shuzhi.reads import by_name
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.demonstration import MARK, PASSWORD
from shuzhi.rules.roles import Actor, Office

XISHAN = Path(__file__).with_name("xishan")
DISTRICT, OFFICE, CHAIR = "锡山区", "沈文英", "周国良"
STEWARD = "华明远"
# The rosters leave these two questions open: the column says 汉 where the remark says otherwise, and one
# file does not say which term it is of.
ANSWERS = {"*|ethnicity|民族写“汉”，备注却写“少数民族”": "=keep", "锡北镇人大代表.csv|term": "1"}

# Officials stand on no roster: name, post, office, the body's name.
OFFICIALS = (
    (OFFICE, "区人大常委会代表工委副主任", Office.DISTRICT_OFFICE, DISTRICT),
    (CHAIR, "区人大常委会办公室主任", Office.CHAIRPERSONS_MEETING, DISTRICT),
    ("钱惠琴", "东港镇人大秘书", Office.TOWN_CONGRESS_OFFICE, "东港镇"),
    ("许伯良", "东港镇人大主席", Office.PRESIDIUM, "东港镇"),
    ("蒋红英", "羊尖镇人大秘书", Office.TOWN_CONGRESS_OFFICE, "羊尖镇"),
    ("邹锡泉", "羊尖镇人大主席", Office.PRESIDIUM, "羊尖镇"),
    ("强玉芳", "锡北镇人大秘书", Office.TOWN_CONGRESS_OFFICE, "锡北镇"),
    ("薛建兴", "锡北镇人大主席", Office.PRESIDIUM, "锡北镇"),
    ("华翠英", "鹅湖镇人大秘书", Office.TOWN_CONGRESS_OFFICE, "鹅湖镇"),
    ("顾志明", "鹅湖镇人大主席", Office.PRESIDIUM, "鹅湖镇"),
)
# Whom to ring about a meeting; no exchange begins with a nought, so nobody has these numbers.
PHONES = {"钱惠琴": "0510-05550101", "蒋红英": "0510-05550102", "强玉芳": "0510-05550103", "华翠英": "0510-05550104"}
# Leaders are deputies of the rosters: name, whose group, its number.
LEADERS = (
    ("白杰浩", "锡山区", 0),
    ("唐燕雨", "东港镇", 1),
    ("董明", "东港镇", 2),
    ("莫秀杰", "羊尖镇", 1),
    ("孟福丽", "羊尖镇", 2),
    ("龚生峰", "锡北镇", 1),
    ("田良飞", "锡北镇", 2),
    ("史达", "鹅湖镇", 1),
    ("谭华凤", "鹅湖镇", 2),
)
# Who numbers papers, as what: who settles the code, the body, its 机关代字.
CODES = (
    ("沈文英", "锡山区", "锡人代工发"),
    ("钱惠琴", "东港镇", "东港人大发"),
    ("蒋红英", "羊尖镇", "羊尖人大发"),
    ("强玉芳", "锡北镇", "锡北人大发"),
    ("华翠英", "鹅湖镇", "鹅湖人大发"),
)
# Who signs in: name and user name, in the order in which one would try them.
ACCOUNTS = (
    ("沈文英", "gongwei"),
    ("周国良", "zhuren"),
    ("钱惠琴", "donggang"),
    ("许伯良", "donggang-zhuxi"),
    ("覃子涵", "qinzihan"),
    ("曾平梅", "zengpingmei"),
    ("唐燕雨", "donggang-zuzhang"),
    ("丁峰良", "dingfengliang"),
    ("强玉芳", "xibei"),
    ("贾嘉", "jiajia"),
    ("尹丽锡", "yinlixi"),
    ("蒋红英", "yangjian"),
    ("华翠英", "ehu"),
    ("白杰浩", "jiguan"),
    ("孙燕", "sunyan"),
    ("冯峰峰", "jianpiao"),
    ("王宏月", "jipiao1"),
    ("沈梅子", "jipiao2"),
    (STEWARD, "guanli"),
)


def rosters() -> list[tuple[str, bytes]]:
    """The district's own files, as offices keep them."""
    return [(path.name, path.read_bytes()) for path in sorted(XISHAN.iterdir())]


def founded(d: District, first: int) -> Story:
    """The district on its first day: rosters, offices, accounts."""
    yield d.days.at(first, 8, 30)
    invitation = account.found_district(d.name, steward=STEWARD)
    steward = actor_for_person(invitation.person)
    since = d.days.today - timedelta(days=400)
    for name, post, office, body in OFFICIALS[:2]:
        _official(d, steward, name, post, office, body, since)
    yield d.days.at(first, 9)
    people.import_people(d.office, d.body(d.name), files=rosters(), answers=ANSWERS)
    yield d.days.at(first, 10)
    for name, post, office, body in OFFICIALS[2:]:
        _official(d, steward, name, post, office, body, since)
    for name, of, number in LEADERS:
        leader = by_name.mandate(name, "district").person
        group = d.group(of, "district", number)
        people.appoint(steward, leader, office=Office.GROUP_LEADER, body=group, since=since)
    yield d.days.at(first, 14)
    for name, username in ACCOUNTS:
        secret = people.invite(steward, by_name.person(name), reason=MARK).told_once  # type: ignore[attr-defined]
        account.accept(secret, username=username, password=PASSWORD)
    d.actors.clear()
    yield d.days.at(first, 15)
    for name, of, code in CODES:
        paper.set_code(d.who(name), d.body(of), code=code)
    paper.set_code(d.who("白杰浩"), d.group(DISTRICT, "district", 0), code="锡机关代发")


def _official(d: District, steward: Actor, name: str, post: str, office: Office, body: str, since: date) -> None:
    made = people.add(steward, d.body(d.name), name=name, post=post, phone=PHONES.get(name, ""))
    people.appoint(steward, made, office=office, body=d.body(body), since=since)
