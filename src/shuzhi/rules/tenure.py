"""Who may hold which office where, and when an office, a mandate or a second entry may end (2.1, 5.2)."""

from __future__ import annotations

from datetime import date

from shuzhi.rules.roles import OFFICE_NAMES, Office
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

# kind of body -> the offices held in it by appointment
OFFICES_OF: dict[str, tuple[Office, ...]] = {
    "district": (Office.DISTRICT_OFFICE, Office.CHAIRPERSONS_MEETING, Office.STEWARD),
    "town": (Office.TOWN_CONGRESS_OFFICE, Office.PRESIDIUM),
    "group": (Office.GROUP_LEADER,),
}
KIND_NAMES = {
    "district": Text("区", "the district"),
    "town": Text("镇", "a town"),
    "group": Text("代表小组", "a deputy group"),
}


def office_fits(office: str, kind: str) -> Verdict:
    """5.2: the district's offices are held in the district, a town's in a town, the leader's in a group."""
    if office in OFFICES_OF.get(kind, ()):
        return verdict()
    where = next((k for k, offices in OFFICES_OF.items() if office in offices), None)
    name = OFFICE_NAMES[Office(office)]
    text = Text("“{o}”这一职务设在{w}。", "The office “{o}” is held in {w}.").format(
        o=name, w=KIND_NAMES[where] if where else Text("会议上", "a meeting")
    )
    return verdict(Lack("5.2", text))


def may_end(office: str, since: date | None, ended: date | None, until: date, *, another: bool) -> Verdict:
    """An office or mandate ends once, not before it began; somebody must always look after the accounts."""
    return verdict(
        Lack("5.2", Text("已经于{d}结束。", "It ended on {d}.").format(d=ended.isoformat())) if ended else None,
        Lack("5.2", Text("结束日期早于开始日期。", "It cannot end before it began."))
        if since and until < since
        else None,
        Lack(
            "5.2",
            Text("这是最后一名系统管理员，请先任命另一人。", "This is the last system steward; appoint another first."),
            OFFICE_NAMES[Office.STEWARD],
        )
        if office == Office.STEWARD and not another
        else None,
    )


def may_merge(*, same: bool, merged: bool, clash: bool, accounts: bool, twice: bool = False) -> Verdict:
    """2.1: two entries of one person may become one; two deputies of one level are two persons."""
    return verdict(
        Lack("2.1", Text("不能与自己合并。", "An entry cannot be merged with itself.")) if same else None,
        Lack("2.1", Text("其中一条已经合并过了。", "One of the two has been merged already.")) if merged else None,
        Lack(
            "2.1",
            Text(
                "两人都是同一级的现任代表，请先终止其中一个代表资格。",
                "Both hold a mandate at the same level; end one of the two first.",
            ),
            OFFICE_NAMES[Office.DISTRICT_OFFICE],
        )
        if clash and not same
        else None,
        Lack(
            "5.2",
            Text("两条都有登录账号，请先停用其中一个。", "Both can sign in; close one account first."),
            OFFICE_NAMES[Office.STEWARD],
        )
        if accounts and not same
        else None,
        # One paper sheet typed in "by two people" who are one would never have been checked (D0005).
        Lack(
            "D0005",
            Text(
                "两条各录入过同一张纸质表，结果封存以后再合并。",
                "Each of the two typed in the same paper sheet; merge them once that result is sealed.",
            ),
            OFFICE_NAMES[Office.SCRUTINEER],
        )
        if twice and not same
        else None,
    )
