"""The minutes (会议纪要), compiled from all that was recorded at the meeting (4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Document,
    Heading,
    Items,
    Masthead,
    Paragraph,
    Quoted,
    Signature,
    Words,
    spans,
)
from shuzhi.papers._words import Names, between, hour, known, moment, quoted, together
from shuzhi.papers.agenda import reporters, speaker
from shuzhi.papers.result_table import identity, later, spread
from shuzhi.reads.appraisal import collation
from shuzhi.reads.count import Statement, statement
from shuzhi.reads.meeting import MeetingPage, meeting_page
from shuzhi.rules.appraisal import demands
from shuzhi.rules.roles import Actor

HELD = frozenset({"open", "appraising", "counted", "closed"})


def _opening(page: MeetingPage) -> Iterator[Block]:
    meeting, tally = page.meeting, page.tally
    by_kind = "、".join(f"{k.label.zh}{k.present}人" for k in tally.kinds if k.present and k.counts)
    here = (
        (
            f"应到{tally.invited}人，实到{tally.present}人"
            + (f"（{by_kind}）" if by_kind else "")
            + (f"，列席{tally.guests}人" if tally.guests else ""),
        )
        if meeting.state in HELD
        else (f"应到{tally.invited}人，实到", Blank("实到人数（开会时清点）", ("door", meeting.pk)), "人")
    )
    yield Paragraph(
        (
            f"{moment(meeting.starts_at)}，",
            f"{meeting.title}在",
            known(meeting.place, "会议地点", ("meeting", meeting.pk)),
            "召开，",
            known(meeting.chair, "会议主持人", ("meeting", meeting.pk)),
            "主持。",
            *here,
            "。",
            *(("",) if not page.posts else ("；".join(f"{o.zh}：{'、'.join(names)}" for o, names in page.posts), "。")),
        )
    )
    who = together(reporters(page), "述职代表", ("meeting", meeting.pk))
    rank = Names(meeting.round).rank
    yield Paragraph((who, f"{len(page.reporters)}名{rank}向选民述职，到会人员分组评议，填写测评表。"))
    for entry in page.entries:
        for caution in entry.cautions:
            yield Paragraph(f"{caution['zh']}说明：{entry.reason}")


def _course(page: MeetingPage) -> Iterator[Block]:
    yield Heading(1, "会议议程进行情况")
    lines: list[Words] = []
    for n, line in enumerate(page.agenda, 1):
        who: Words = f"，{line.reporter.mandate.person.name}代表" if line.reporter else ""
        if line.key in ("leader_speech", "closing"):
            who = ("，", *spans(speaker(page, line)))
        if line.started:
            when = f"（{between(line.started, line.ended)}）" if line.ended else f"（{hour(line.started)}开始）"
        else:
            when = "（书面述职）" if line.reporter and page.meeting.state == "closed" else ""
        lines.append((line.title.zh, *spans(who), when, "；" if n < len(page.agenda) else "。"))
    yield Items(tuple(lines)) if lines else Paragraph(Blank("会议议程", ("meeting", page.meeting.pk)))


def _appraisals(page: MeetingPage) -> Iterator[Block]:
    yield Heading(1, "分组评议情况")
    rows = collation(page.groups, [line.reporter for line in page.reporters])
    if not page.groups:
        yield Paragraph(Blank("评议组分组安排", ("appraisal", page.meeting.pk)))
        return
    for reporter, said in rows:
        yield Heading(2, f"对{reporter.mandate.person.name}代表的评议")
        for one in said:
            text = one.appraisal.text if one.appraisal else ""
            lacking = f"{one.group.name}对{reporter.mandate.person.name}代表的评议意见"
            yield quoted(
                f"{one.group.name}：{text.strip()}" if text.strip() else "", lacking, ("appraisal", page.meeting.pk)
            )
            wanted = demands(one.appraisal.demands) if one.appraisal else []
            if wanted:
                yield Paragraph(f"希望和要求：{'；'.join(item.rstrip('。；') for item in wanted)}。")


def _questions(page: MeetingPage) -> Iterator[Block]:
    if not page.questions:
        return
    yield Heading(1, "现场提问和答复")
    for n, q in enumerate(page.questions, 1):
        to = f"（问{q.reporter.mandate.person.name}代表）" if q.reporter else ""
        yield Quoted(f"{n}. {to}{q.text.strip()}")
        answer = "带回去办，会后答复。" if q.taken_away else q.answer.strip()
        yield quoted(f"答：{answer}" if answer else "", "现场提问的答复", ("chair", page.meeting.pk))


def _evaluation(found: Statement | None, meeting: int) -> Iterator[Block]:
    yield Heading(1, "测评情况")
    if found is None:
        yield later(meeting)
        return
    yield identity(found)
    if found.count.explanation.strip():
        yield Paragraph(f"差额说明：{found.count.explanation.strip()}")
    if found.count.state == "void":
        yield Paragraph(f"本次测评已宣布无效，没有结果。原因：{found.count.void_because.strip()}")
        return
    for reporter, result in found.results:
        name = f"{reporter.mandate.person.name}代表"
        if result.counts:
            yield from spread(result, title=name)
        else:
            yield Paragraph(f"{name}：")
            yield from spread(result)


def _people(page: MeetingPage) -> Iterator[Block]:
    yield Heading(1, "出席、列席和请假人员")
    if page.meeting.state not in HELD:
        yield Paragraph(Blank("出席人员名单（开会时签到）", ("door", page.meeting.pk)))
        return
    for kind in page.tally.kinds:
        here = [i.name for i in page.people if i.kind == kind.key and i.present]
        if here:
            yield Paragraph(f"{kind.label.zh}（{len(here)}人）：{'、'.join(here)}")
    for label, reply in (("请假", "no"), ("缺席", None)):
        away = [i.name for i in page.people if not i.present and (i.reply == "no" if reply else i.reply != "no")]
        if away:
            yield Paragraph(f"{label}（{len(away)}人）：{'、'.join(away)}")


def minutes(actor: Actor, pk: int) -> Document:
    """The minutes of one meeting, for those who lead it (4.3): what was said by whom in the hall is not in them."""
    page = meeting_page(actor, pk, "meeting.start_item", "meeting.ask", people=True)
    meeting, names = page.meeting, Names(page.meeting.round)
    return Document(
        masthead=Masthead(f"{names.issuer}会议纪要", Blank("发文字号")),
        title=f"{meeting.title}纪要",
        blocks=(
            *_opening(page),
            *_course(page),
            *_appraisals(page),
            *_questions(page),
            *_evaluation(statement(actor, pk), pk),
            Heading(1, "主持人小结"),
            *(
                [Paragraph(line.strip()) for line in meeting.closing_words.splitlines() if line.strip()]
                or [Paragraph(Blank("主持人小结", ("chair", pk)))]
            ),
            *_people(page),
        ),
        signature=Signature(names.issuer, localtime(meeting.starts_at).date()),
    )
