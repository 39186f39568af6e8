"""The recommendation form of an active deputy (积极分子推荐表): on what it rests, and who says what (5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shuzhi.crafts.office.blocks import Blank, Column, Document, Kind, Pairs, Table, Words
from shuzhi.papers._words import day, month
from shuzhi.reads.nomination import Nomination, nomination
from shuzhi.rules.roles import Actor

LEVELS = {"district": "区人大代表", "town": "镇人大代表"}
DUTIES = (
    Column("序号", 0.7, Kind.NUMBER),
    Column("日期", 2.3, Kind.DATE),
    Column("履职方面", 2.2),
    Column("内容", 5.0),
)
TALL = frozenset({"主要事迹", "推荐单位意见", "核查意见", "审定意见"})
SIGNED = "（盖章）　　　　年　　月　　日"


def form(actor: Actor, pk: int) -> Document:
    """One deputy named: who, what stands on record, the grounds, and room for the three opinions."""
    found = nomination(actor, pk)
    return Document(
        title="代表活动积极分子推荐表",
        subtitle=f"（{found.honour.programme.title}）",
        blocks=(Pairs(tuple(_pairs(found)), TALL),),
        attachments=(("履职记录", (_duties(found),)),) if found.duties else (),
    )


def _duties(found: Nomination) -> Table:
    rows = tuple((n, x.on, found.aspect(x.aspect), _deed(x.title, x.detail)) for n, x in enumerate(found.duties, 1))
    return Table(DUTIES, rows, key="duties")


def _deed(title: str, detail: str) -> str:
    return f"{title}。{detail}" if detail else title


def _pairs(found: Nomination) -> Iterator[tuple[str, Words]]:
    honour, mandate, person = found.honour, found.honour.mandate, found.honour.mandate.person
    at, programme = ("person", person.pk), ("honours", honour.programme_id)
    yield "姓名", person.name
    yield "性别", person.sex or Blank("性别", at)
    yield "民族", person.ethnicity or Blank("民族", at)
    yield "出生年月", month(person.born) or Blank("出生年月", at)
    yield "政治面貌", person.party or Blank("政治面貌", at)
    yield "文化程度", person.education or Blank("文化程度", at)
    yield "工作单位及职务", person.post or Blank("工作单位及职务", at)
    yield "代表职务", f"{found.congress}{LEVELS[mandate.level][1:]}"
    yield "所在代表小组", mandate.group.name
    if mandate.constituency:
        yield "原选区", str(mandate.constituency)
    own = f"，其中本人履职{len(found.duties)}条见附件" if found.duties else ""
    yield "履职情况", f"经核实的履职记录{found.entries}条{own}。"
    yield "述职情况", _reported(found)
    yield "测评结果", _rating(found)
    yield "整改情况", _goals(found)
    yield "主要事迹", honour.grounds.strip() or Blank("主要事迹", programme)
    yield "推荐单位意见", SIGNED
    yield "核查意见", honour.finding.strip() or SIGNED
    yield "审定意见", _decided(found)


def _reported(found: Nomination) -> str:
    sheet = found.honour.sheet
    if not sheet.get("reported"):
        return "本届尚未向选民述职。"
    on = sheet.get("reported_on")
    return f"{day(date.fromisoformat(on))}向选民述职。" if on else "已向选民述职。"


def _rating(found: Nomination) -> str:
    counts = found.honour.sheet.get("overall")
    if not counts:
        return "没有公布的测评结果。"
    return "总体评价：" + "，".join(f"{label}{n}票" for label, _, n in counts) + "。"


def _goals(found: Nomination) -> str:
    sheet = found.honour.sheet
    if not sheet.get("goals"):
        return "没有提出整改目标。"
    late = f"，逾期{sheet['goals_late']}项" if sheet.get("goals_late") else ""
    return f"整改目标{sheet['goals']}项，办结{sheet['goals_done']}项{late}。"


def _decided(found: Nomination) -> str:
    sitting, state = found.honour.sitting, found.honour.state
    if sitting is None or state not in ("decided", "declined"):
        return SIGNED
    verdict = "同意授予代表活动积极分子称号" if state == "decided" else "未予授予"
    return f"{day(sitting.sat_on)}会议研究，{verdict}。"
