"""The call to the meeting (会议通知): when, where, who, what for, and what each is asked to do (4.3a, 4.3b)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Column,
    Document,
    Heading,
    Items,
    Kind,
    Paragraph,
    Signature,
    Table,
    Words,
)
from shuzhi.papers._words import Names, day, masthead, moment
from shuzhi.reads.call import Call, call
from shuzhi.reads.meeting import AgendaLine
from shuzhi.rules.roles import Actor

INVITED = (
    Column("序号", 0.8, Kind.NUMBER),
    Column("姓名", 1.4, Kind.NAME),
    Column("身份", 2.6),
    Column("村、单位", 3.0),
)


def call_to_meeting(actor: Actor, pk: int) -> Document:
    """The call, with the list of those asked attached."""
    found = call(actor, pk)
    meeting, names = found.page.meeting, Names(found.page.meeting.round)
    return Document(
        title=f"关于召开{meeting.title}的通知",
        addressee=_addressee(found),
        blocks=(_opening(found, names), *_matters(found), *_requests(found), *_contact(found)),
        masthead=masthead(names),
        signature=Signature(names.issuer, meeting.called_on or Blank("发出通知的日期", ("meeting", pk))),
        attachments=(("参加会议人员名单", (_list(found),)),) if found.invited else (),
    )


def _addressee(found: Call) -> Words:
    """Everybody who is asked and counts, by kind."""
    asked = [k.label.zh for k in found.page.tally.kinds if k.counts and k.invited]
    return f"各位{'、'.join(asked)}：" if asked else (Blank("参加会议人员", ("invitees", found.page.meeting.pk)), "：")


def _opening(found: Call, names: Names) -> Paragraph:
    return Paragraph(
        f"为加强人大代表与选民的联系，接受选民监督，根据{names.regulation}和{names.work}工作实施方案，"
        f"决定召开{found.page.meeting.title}。现将有关事项通知如下："
    )


def _matters(found: Call) -> Iterator[Block]:
    meeting, page = found.page.meeting, found.page
    here = ("meeting", meeting.pk)
    yield Heading(1, "会议时间")
    minutes = sum(line.minutes for line in page.agenda)
    yield Paragraph(
        f"{moment(meeting.starts_at)}，会期约{_length(minutes)}。" if minutes else f"{moment(meeting.starts_at)}。"
    )
    yield Heading(1, "会议地点")
    yield Paragraph((meeting.place or Blank("会议地点", here), "。"))
    yield Heading(1, "参加人员")
    yield Paragraph(_attending(found))
    yield Heading(1, "会议议程")
    if page.agenda:
        yield Items(tuple(_agenda(page.agenda)))
    else:
        yield Paragraph(Blank("会议议程", here))


def _attending(found: Call) -> Words:
    kinds = [k for k in found.page.tally.kinds if k.invited]
    if not kinds:
        return (Blank("参加会议人员", ("invitees", found.page.meeting.pk)), "。")
    who = "，".join(f"{k.label.zh}{k.invited}人" for k in kinds)
    together = sum(k.invited for k in kinds)
    return f"{who}，共{together}人（名单附后）。" if len(kinds) > 1 else f"{who}（名单附后）。"


def _agenda(lines: tuple[AgendaLine, ...]) -> Iterator[str]:
    """The items as the regulation orders them; all reports are one of them."""
    for _, same in groupby(lines, key=lambda line: line.key):
        each = list(same)
        who = "、".join(line.reporter.mandate.person.name for line in each if line.reporter is not None)
        yield f"{each[0].title.zh}（{who}）。" if who else f"{each[0].title.zh}。"


def _length(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole}小时" * bool(whole) + f"{rest}分钟" * bool(rest)


def _requests(found: Call) -> Iterator[Block]:
    page = found.page
    yield Heading(1, "有关要求")
    said = ["请安排好工作，准时到会签到；因故不能到会的，请在会前告知。"]
    published = [r.published_on for r in found.reports_on if r.published_on]
    if published:
        said.append(f"述职报告已于{day(max(published))}公布，请会前阅看，听取周围选民的意见，准备评议发言。")
    secret = "测评不记名" if page.secret else "测评记名"
    said.append(f"会上分组评议，并填写述职测评表，{secret}，请如实填写、当场投入票箱。")
    yield Items(tuple(said))


def _contact(found: Call) -> Iterator[Block]:
    who = found.contact
    if who is None:
        yield Paragraph(("联系人：", Blank("联系人", ("bodies", 0))))
        return
    yield Paragraph((f"联系人：{who.name}，联系电话：", who.phone or Blank("联系人的电话", ("person", who.pk)), "。"))


def _list(found: Call) -> Table:
    rows = tuple((n, i.name, i.label.zh, i.where) for n, i in enumerate(found.invited, 1))
    return Table(INVITED, rows, key="invited")
