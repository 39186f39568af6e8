"""Rosters and voters' lists as offices send them: which kind of file, whose, and every row's fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from shuzhi.rules import person
from shuzhi.rules.field import Field, Raw, blank, doubtful, ok, tight
from shuzhi.rules.place import (
    GROUP,
    ORGANS,
    TOWN,
    Constituency,
    Level,
    read_block,
    read_congress,
    read_constituency,
    read_group,
)
from shuzhi.rules.roster_match import match_rows
from shuzhi.rules.roster_report import SheetKnown, report
from shuzhi.rules.roster_row import (
    RosterContext,
    RosterReading,
    RosterRow,
    RowKind,
    Source,
    TableLike,
)
from shuzhi.rules.verdict import Text

HEADINGS: Mapping[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "name": "姓名 代表姓名 名字 选民姓名 name",
        "birth": "出生年月 出生日期 出生年月日 出生时间 生日 出生 birth dateofbirth",
        "phone": "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 移动电话 phone telephone mobile",
        "serial": "序号 编号 号 no. no",
        "sex": "性别 sex gender",
        "ethnicity": "民族 族别 ethnicity",
        "party": "政治面貌 党派 党派情况 党派关系 面貌 party",
        "education": "文化程度 学历 最高学历 教育程度 education",
        "post": "工作单位及职务 工作单位职务 工作单位和职务 单位及职务 单位职务 工作单位 职务 现任职务 职业 workplace post",
        "constituency": "选区 所在选区 选区名称 所属选区 选举单位 constituency",
        "group": "代表小组 所在小组 小组 代表组 所属代表小组 组别 group",
        "leading": "领导干部 是否领导干部 领导干部代表 leadingcadre",
        "remark": "备注 说明 附注 remark remarks",
        "village": "村(社区) 村 社区 村/社区 村居 所在村 所在村(社区) 行政村 village",
        "voter_kind": "身份 类别 人员类别 代表类别 kind capacity",
    }.items()
}

Reader = Callable[[Raw], Field]
READERS: Mapping[str, Reader] = {
    "serial": person.read_text,
    "name": person.read_name,
    "sex": person.read_sex,
    "ethnicity": person.read_ethnicity,
    "party": person.read_party,
    "education": person.read_education,
    "post": person.read_text,
    "phone": person.read_phone,
    "leading": person.read_leading,
    "remark": person.read_text,
    "village": person.read_text,
    "voter_kind": person.read_voter_kind,
}

MIXED = Text(
    "同一张表里分不清是代表名册还是选民代表名单，没有读取",
    "neither plainly a roster of deputies nor a list of voters; not read",
)


class _Known(NamedTuple):
    """What the files themselves tell, where the records do not yet."""

    groups: Sequence[str]
    constituencies: Sequence[Constituency]


def read_person_rows(tables: Sequence[TableLike], context: RosterContext) -> list[RosterRow]:
    """All rows of the tables; see ``read_rosters``."""
    return read_rosters(tables, context).rows


def read_rosters(tables: Sequence[TableLike], context: RosterContext) -> RosterReading:
    """Reads any number of tables together: repeats and double mandates show only then.

    Three kinds are told apart by their headings: a district roster, a town roster and a voters'
    list (2.1, 4.3a). Order of rows is order of tables. Pure; nothing raises.
    """
    sheets = [_sheet(table, context) for table in tables]
    known = _learn(sheets, context)
    rows: list[RosterRow] = []
    for sheet in sheets:
        if sheet.kind is not None:
            rows += _rows(sheet, sheet.kind, known, context)
    rows = _voters_towns(match_rows(rows), context)
    rows = _lonely_double_mandates(rows)
    return RosterReading(rows, [report(sheet, rows) for sheet in sheets])


def _sheet(table: TableLike, context: RosterContext) -> SheetKnown:
    has = set(table.headings)
    if table.heading_row is None:
        return SheetKnown(table, None, None, None, None)
    if "voter_kind" in has and not has & {"birth", "party"}:
        return SheetKnown(table, RowKind.VOTER, None, None, None)
    if not has & {"birth", "group", "party"}:
        return SheetKnown(table, None, None, None, MIXED)
    told = context.told.get(table.file)
    congress = read_congress(*table.titles, table.sheet, table.file)
    if told:
        place, level = told
        return SheetKnown(table, _mandate(level), place, congress.term if congress else None, None)
    towns = _group_towns(table)
    if congress is None:
        doubt = Text(
            "标题和文件名都没写是哪一级人大的名册",
            "neither title nor file name says of which congress this is the roster",
        )
        if len(towns) == 1:
            return SheetKnown(table, RowKind.TOWN_MANDATE, next(iter(towns)), None, doubt)
        return SheetKnown(table, RowKind.DISTRICT_MANDATE, None, None, doubt)
    if congress.level == "town":
        # A file's name has more before the town's: 副本锡北镇人大代表.csv.
        known = sorted({*towns, *context.town_of.values()}, key=len)
        congress = congress._replace(place=next((t for t in known if congress.place.endswith(t)), congress.place))
    doubt_town = None
    if congress.level == "town" and len(towns) == 1 and congress.place not in towns:
        other = next(iter(towns))
        doubt_town = Text(
            f"名册写的是{congress.place}，代表小组却都在{other}",
            f"the roster says {congress.place}, its groups are all of {other}",
        )
    return SheetKnown(table, _mandate(congress.level), congress.place, congress.term, doubt_town)


def _mandate(level: Level) -> RowKind:
    return RowKind.TOWN_MANDATE if level == "town" else RowKind.DISTRICT_MANDATE


def _group_towns(table: TableLike) -> set[str]:
    """The towns that full names of groups in this table name."""
    return {town for row in table.rows if (town := _town_in(row.cells.get("group")))}


def _town_in(raw: Raw) -> str | None:
    found = GROUP.fullmatch(tight(raw))
    town = TOWN.fullmatch(found[1]) if found and found[1] else None
    return town[1] if town else None


def _learn(sheets: Sequence[SheetKnown], context: RosterContext) -> _Known:
    """Groups by their full names; constituencies by the name most rows give the number."""
    groups: dict[str, None] = dict.fromkeys(context.groups)
    names: Counter[Constituency] = Counter()
    for sheet in sheets:
        for row in sheet.table.rows:
            if not context.groups and _town_in(row.cells.get("group")):
                groups[read_group(row.cells.get("group"), None).value] = None
            found = read_constituency(row.cells.get("constituency")).value
            if found and found.name:
                names[found] += 1
    best: dict[int, Constituency] = {}
    for one, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(one.number, one)
    best |= {c.number: c for c in context.constituencies if c.name}
    return _Known(tuple(g for g in groups if g), tuple(best[n] for n in sorted(best)))


def _rows(sheet: SheetKnown, kind: RowKind, known: _Known, context: RosterContext) -> list[RosterRow]:
    table = sheet.table
    zeros_kept = table.typed or any(
        isinstance(b := row.cells.get("birth"), str) and b.strip().endswith(".10") for row in table.rows
    )
    term = (
        Field(sheet.term)
        if sheet.term
        else Field(None, reason=Text("标题没写届次", "the title does not say which term"))
    )
    answer: list[RosterRow] = []
    for row in table.rows:
        cells = row.cells
        fields = {name: READERS[name](cells.get(name)) for name in table.headings if name in READERS}
        if "birth" in table.headings:
            fields["birth"] = person.read_birth(cells.get("birth"), context.today, zeros_kept=zeros_kept)
        if "constituency" in table.headings:
            fields["constituency"] = read_constituency(cells.get("constituency"), known.constituencies)
        town = _town(sheet, kind, row.block, cells)
        if kind is not RowKind.VOTER and ("group" in table.headings or row.block):
            raw = cells.get("group")
            if blank(raw) and row.block and GROUP.match(tight(row.block)):
                raw = tight(row.block).split("(")[0]
            fields["group"] = read_group(raw, town.value, known.groups)
        _contradictions(fields)
        answer.append(RosterRow(Source(table.file, table.sheet, row.number), kind, fields, town, term))
    return answer


def _town(sheet: SheetKnown, kind: RowKind, block: str | None, cells: Mapping[str, Raw]) -> Field:
    """Block heading or title, held against the town in the group's name."""
    if kind is RowKind.VOTER:
        return Field(None)
    own = _town_in(cells.get("group"))
    if kind is RowKind.TOWN_MANDATE:
        given, raw = sheet.place, sheet.place
    else:
        given, raw = (read_block(block) if block else None), block
    if sheet.doubt:
        options = tuple(dict.fromkeys(t for t in (given, own) if t))
        return doubtful(given or own, raw, sheet.doubt.zh, sheet.doubt.en, options)
    if given and own and own != given:
        zh, en = f"此行在{given}名下，代表小组却属{own}", f"the row stands under {given}, its group belongs to {own}"
        return doubtful(None, raw, zh, en, (own, given))
    if given or own:
        return ok(given or own, raw)
    if tight(cells.get("group")).startswith((ORGANS, "机关")):
        return ok(ORGANS, raw)
    return doubtful(None, raw, "看不出属于哪个镇", "not clear to which town the row belongs")


def _contradictions(fields: dict[str, Field]) -> None:
    """A remark that contradicts a column is a question about the column."""
    ethnicity, remark = fields.get("ethnicity"), fields.get("remark")
    if ethnicity and remark and ethnicity.value == "汉族" and "minority" in person.markers(remark.value):
        zh, en = "民族写“汉”，备注却写“少数民族”", "the ethnicity says Han, the remark says ethnic minority"
        fields["ethnicity"] = doubtful(ethnicity.value, ethnicity.raw, zh, en)


def _voters_towns(rows: list[RosterRow], context: RosterContext) -> list[RosterRow]:
    """A voter's town follows from the constituency's number, as the rosters of deputies tell it."""
    seen: dict[int, dict[str, None]] = {n: {town: None} for n, town in context.town_of.items()}
    for row in rows:
        place = row.value("constituency")
        told = row.kind is not RowKind.VOTER and row.town.status == "ok" and not row.repeats
        if place and told and row.town.value not in (None, ORGANS) and place.number not in context.town_of:
            seen.setdefault(place.number, {})[row.town.value] = None
    answer = []
    for row in rows:
        place = row.value("constituency")
        if row.kind is RowKind.VOTER and place:
            towns = tuple(seen.get(place.number, ()))
            if len(towns) == 1:
                row = replace(row, town=ok(towns[0]))
            else:
                zh, en = (
                    f"看不出第{place.number}选区在哪个镇",
                    f"not clear in which town constituency {place.number} lies",
                )
                row = replace(row, town=doubtful(None, None, zh, en, towns))
        answer.append(row)
    return answer


def _lonely_double_mandates(rows: list[RosterRow]) -> list[RosterRow]:
    """A remark "deputy at both levels" without the other row, when both rosters are at hand."""
    kinds = {row.kind for row in rows}
    if not kinds >= {RowKind.DISTRICT_MANDATE, RowKind.TOWN_MANDATE}:
        return rows
    pointed = {m.source for row in rows for m in row.matches if m.kind == "both_levels"}
    answer = []
    for row in rows:
        remark = row.fields.get("remark")
        paired = row.source in pointed or any(m.kind == "both_levels" for m in row.matches) or row.repeats
        if remark and not paired and "both_levels" in person.markers(remark.value):
            zh, en = (
                "备注写两级代表，另一级名册里却没有此人",
                "said to be a deputy at both levels, but not on the other roster",
            )
            fields = dict(row.fields) | {"remark": doubtful(remark.value, remark.raw, zh, en)}
            row = replace(row, fields=fields)
        answer.append(row)
    return answer
