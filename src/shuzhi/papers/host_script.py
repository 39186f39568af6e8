"""The host's script (主持词): every sentence of the meeting in the agenda's order, to be read aloud as it stands (4.3b)."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Cue,
    Document,
    Heading,
    Items,
    PageBreak,
    Pairs,
    Paragraph,
    Said,
    plain,
    spans,
)
from shuzhi.papers._spoken import numeral, some
from shuzhi.papers._words import Names, between, hour, known, moment, together
from shuzhi.papers.agenda import reporters, speaker, who_comes
from shuzhi.papers.host_cases import cases
from shuzhi.papers.host_evaluation import announcing, electing, evaluating, hearing
from shuzhi.reads.meeting import AgendaLine, MeetingPage, meeting_page
from shuzhi.reads.sheet import piles
from shuzhi.rules.agenda import Scene, script
from shuzhi.rules.roles import Actor, RoundKind
from shuzhi.rules.verdict import Text

ENTRUSTED = "受区人大常委会委托"
BEGUN = frozenset({"open", "appraising", "counted", "closed"})


def _present(page: MeetingPage) -> str | Blank:
    """How many are here, once the meeting is open; until then it's written in at the door."""
    return (
        str(page.tally.present)
        if page.meeting.state in BEGUN
        else Blank("实到人数（开会前清点）", ("door", page.meeting.pk))
    )


def _opening(page: MeetingPage) -> Iterator[Block]:
    meeting, quorum = page.meeting, page.tally.quorum
    names = together(reporters(page), "述职代表", ("meeting", meeting.pk))
    yield Heading(1, f"宣布开会（{hour(meeting.starts_at)}）", numbered=False)
    yield Cue("到会人员坐定，请大家把手机调到静音。签到处报来实到人数，先填在下面的空格里。")
    yield Said("各位村民组长、各位选民代表，同志们：现在开会。")
    enough = (
        f"今天的会议，应到{page.tally.invited}人，实到",
        _present(page),
        f"人，达到原则上不少于{quorum}人的要求。",
    )
    few = (
        f"今天的会议，应到{page.tally.invited}人，实到",
        _present(page),
        (
            f"人。按照规定，参加会议的人员原则上不少于{quorum}人，今天没有达到这个数。"
            "原因已经书面写明，记录在案，会后一并公开。经研究，会议照常举行，请大家充分发表意见。"
        ),
    )
    begun, short = meeting.state in BEGUN, page.tally.present < quorum
    if not begun or not short:
        yield Cue("读下面一句。", when=f"到会{quorum}人以上时")
        yield Said(enough)
    if not begun or short:
        yield Cue("先在程序里写明照常开会的理由，再读下面一句。", when=f"到会不足{quorum}人时")
        yield Said(few)
    yield Said(
        (
            f"今天，我们在这里召开{meeting.title}，由",
            names,
            (
                f"{some(len(page.reporters))}名{Names(meeting.round).rank}向选民报告履行代表职务的情况，当面听取大家的意见，接受大家的评议和测评。"
                "代表由选民选举产生，对选民负责，受选民监督。请大家实事求是，有什么说什么，好的讲好，不足的讲不足。"
            ),
        )
    )
    parts = [line.title.zh for n, line in enumerate(page.agenda) if not n or page.agenda[n - 1].key != line.key]
    order = "；".join(f"第{numeral(n)}项，{part}" for n, part in enumerate(parts, 1))
    yield Said(
        f"今天的会议有{numeral(len(parts))}项议程：{order}。" if parts else Blank("会议议程", ("meeting", meeting.pk))
    )


def _leader(page: MeetingPage, line: AgendaLine) -> Iterator[Block]:
    who = speaker(page, line)
    entrusted = page.meeting.round.kind == RoundKind.DISTRICT_TOWN and ENTRUSTED not in plain(who)
    yield Said((f"{ENTRUSTED}，" if entrusted else "", "请", *spans(who), "讲话。大家欢迎。"))
    yield Cue(f"讲话约{line.minutes}分钟。讲完，带头鼓掌。")
    yield Said("谢谢。刚才的讲话，讲明了代表为什么要向选民述职、怎样评议和测评，请大家在下面的议程中认真把握。")


def _reports(page: MeetingPage, lines: list[AgendaLine]) -> Iterator[Block]:
    for n, line in enumerate(lines):
        name = line.reporter.mandate.person.name if line.reporter else line.speaker.zh
        known_of = next((r for r in page.reporters if line.reporter and r.reporter.pk == line.reporter.pk), None)
        of = "，".join(filter(None, (known_of.seat, known_of.workplace))) if known_of else ""
        yield Cue(
            f"{between(line.starts, line.ends)}，{name}代表" + (f"（{of}）" if of else "") + f"，{line.minutes}分钟。"
        )
        yield Said(script(Scene(page.meeting.title, line.key, Text(name, name), first_report=not n)).zh)
        yield Cue("述职开始。到点还差一分钟时递条提醒。")
    yield Said("谢谢。述职到此结束。")
    yield Cue("有人举手的，请一位一位地提，每人不超过两分钟，由代表当场回答。", when="安排现场提问时")
    yield Said("哪位选民代表有话要问，请举手。代表能当场回答的，当场回答；当场答不了的，记下来，会后答复本人。")


def _closing(page: MeetingPage) -> Iterator[Block]:
    days = page.edition.days
    if page.meeting.closing_words.strip():
        yield Said(page.meeting.closing_words.strip())
    else:
        yield Said(
            f"今天，{some(len(page.reporters))}位代表作了述职，各组作了评议，大家填写了测评表。"
            "会议开得实，意见提得诚恳，达到了代表接受选民监督、选民了解代表的目的。"
        )
        yield Said(
            f"会后要抓好三件事。第一件，{days.feedback_within.value}个工作日内，把评议意见和测评结果书面反馈给述职代表本人。"
            f"第二件，{days.propose_rectification_within.value}个工作日内，述职代表对照大家的意见、希望和要求，提出整改目标和措施，认真整改。"
            "属于公共事务的意见，由人大转有关部门办理，不由代表个人直接处理。"
            "第三件，整改的情况要向大家通报，办成了没有，请大家来说。"
        )
    thanks = "" if page.meeting.closing_words.strip() else "谢谢各位村民组长、选民代表。"
    yield Said(f"{thanks}散会。")


def _items(page: MeetingPage) -> Iterator[Block]:
    """The agenda's items one after the other, whichever order the meeting was given."""
    heaps = piles(page.meeting)
    done: set[str] = set()
    for line in page.agenda:
        if line.key in done:
            continue
        done.add(line.key)
        lines = [one for one in page.agenda if one.key == line.key]
        yield Heading(1, f"{line.title.zh}（{between(lines[0].starts, lines[-1].ends)}）")
        yield Said(f"会议进行第{numeral(len(done))}项：{line.title.zh}。")
        match line.key:
            case "leader_speech":
                yield from _leader(page, line)
            case "reports":
                yield from _reports(page, lines)
            case "appraisal":
                yield from electing(page)
                yield from evaluating(page, heaps)
            case "group_reports":
                yield from hearing(page)
                yield from announcing(page)
            case "closing":
                yield from _closing(page)
            case _:
                yield Said(f"下面，{line.title.zh}，请{line.speaker.zh}。" if line.speaker.zh else "下面进行下一项。")


def host_script(actor: Actor, pk: int) -> Document:
    """The script of one meeting, for those who lead it (4.3b)."""
    page = meeting_page(actor, pk, "meeting.start_item", "meeting.ask")
    meeting, here = page.meeting, ("meeting", pk)
    return Document(
        title=f"{meeting.title}主持词",
        subtitle=("（", known(meeting.chair, "会议主持人", here), "）"),
        blocks=(
            Pairs(
                (
                    ("时间", moment(meeting.starts_at)),
                    ("地点", known(meeting.place, "会议地点", here)),
                    ("述职代表", together(reporters(page), "述职代表", here)),
                    ("参加人员", who_comes(page)),
                )
            ),
            Paragraph("左边带竖线的是提示，不念；其余照念。会前请办妥：", flush=True),
            Items(
                (
                    "签到处清点实到人数，报主持人；",
                    "测评表按堆装好、背面朝上、打乱顺序，票箱当众检查，纸、笔备足；",
                    "监票人、计票人人选已同本人说定；评议组、记录人、地点已安排；",
                    "手机测评的网络试过一遍，网络不通时全部改用纸质表。",
                )
            ),
            *_opening(page),
            *_items(page),
            PageBreak(),
            *cases(page),
        ),
    )
