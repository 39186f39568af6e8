"""The host's script where it comes to the evaluation: tellers, sheets, groups, the result (4.3b(iii), (iv), D0002)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shuzhi.crafts.office.blocks import Block, Cue, Heading, Items, Said
from shuzhi.papers._spoken import aloud, some
from shuzhi.papers._words import together
from shuzhi.reads.meeting import MeetingPage
from shuzhi.reads.sheet import Pile
from shuzhi.rules.roles import OFFICE_NAMES, Office

SPACE = "＿＿＿"


def seat(label: str) -> str:
    """A constituency's name with the word for it."""
    return label if "选区" in label else f"{label}选区"


def _named(page: MeetingPage, office: Office) -> tuple[str, ...]:
    return dict(page.posts).get(OFFICE_NAMES[office], ())


def electing(page: MeetingPage) -> Iterator[Block]:
    """Scrutineers and tellers are chosen by show of hands, before anything is handed out."""
    watching = together(_named(page, Office.SCRUTINEER), "监票人姓名", ("meeting", page.meeting.pk))
    counting = together(_named(page, Office.TELLER), "计票人姓名", ("meeting", page.meeting.pk))
    yield Heading(2, "推选监票人、计票人")
    yield Said(
        (
            "在评议和测评之前，先推选监票人、计票人。监票人负责监督测评和计票的全过程，计票人负责清点、录入。述职代表不担任监票人、计票人。",
            "经提名，建议",
            watching,
            "同志为监票人，",
            counting,
            "同志为计票人。大家有没有不同意见？",
        )
    )
    yield Cue("停一停，看全场。")
    yield Said("现在举手表决。同意的，请举手。请放下。不同意的，请举手。弃权的，请举手。")
    yield Cue("当场看清人数。多数同意，读下一句；没有通过的，请大家另行提名，再表决一次。")
    yield Said("多数同意，通过。请监票人、计票人到前面就座，当众检查票箱。")
    yield Cue("监票人打开票箱，让大家看清是空的，再合上。监票人开始测评。")


def _rated(heap: Pile) -> str:
    n = len(heap.reporters)
    return f"{heap.names}{some(n)}位代表" if n > 1 else f"{heap.names}代表"


def _who_rates(heaps: Sequence[Pile]) -> str:
    if len(heaps) < 2:
        return f"这张表测评{_rated(heaps[0])}。" if heaps else ""
    if heaps[0].alone:
        return f"测评表一位代表一张，{_alone(heaps)}各堆里各抽一张，不要漏，也不要多拿。"
    each = "；".join(f"{seat(heap.label)}的，在{heap.label}一堆里抽，测评{_rated(heap)}" for heap in heaps)
    return f"测评表按选区分成{some(len(heaps))}堆：{each}。请不要拿错。"


def _alone(heaps: Sequence[Pile]) -> str:
    """From which piles each electorate draws, where every reporter has a form of their own."""
    whose: dict[str, list[str]] = {}
    for heap in heaps:
        whose.setdefault(heap.who, []).append(heap.label)
    if len(whose) == 1:
        return f"分成{some(len(heaps))}堆：{'、'.join(heap.label for heap in heaps)}。请每人在"
    each = "；".join(f"{seat(who)}的，在{'、'.join(names)}的堆里抽" for who, names in whose.items())
    return f"按代表分成{some(len(heaps))}堆：{each}。请在自己该填的"


def evaluating(page: MeetingPage, heaps: Sequence[Pile]) -> Iterator[Block]:
    """How the sheet is drawn, filled in by pen or phone, and put into the box; then the groups."""
    edition = page.edition
    grades = "、".join(grade.label.zh for grade in edition.grades)
    spoilt = "整张表作废" if edition.sheet.two_marks.value == "void_sheet" else "这一项无效"
    yield Heading(2, "填写测评表")
    if page.secret:
        yield Said("先发测评表。测评是不记名的：表上没有姓名，没有编号；请大家放心填写，也不要看别人怎么填。")
    else:
        yield Said("先发测评表。这次测评按规定不是秘密填写，请大家了解。")
    yield Said(
        f"请每人从打乱的表里随手抽{'，一堆抽一张' if len(heaps) > 1 and heaps[0].alone else '一张'}，不挑、不换。{_who_rates(heaps)}"
        f"表上对每位代表有{some(len(edition.questions))}项，每项有{grades}{some(len(edition.grades))}个方框，在一个方框里打勾；一项只能打一个，打了两个，{spoilt}；不想填的可以不填。"
    )
    yield Said(
        "填表有两种办法，两样选一样。一种是用笔填，填好投进票箱。一种是用手机扫表角上的方块，在手机上填，看到回执才算交上；手机填完，纸也要投进票箱。"
        "一张表只算一次。用笔、用手机，不用讲理由；拿不准的，用笔填。"
    )
    yield Said("眼睛不便、不会写字的，可以请监票人帮着念题目；怎么填，由本人自己定。")
    yield Cue("计票人按堆分发。列席人员不填表。发完后，计票人报印发、发出和剩余张数。")
    yield Heading(2, "分组评议")
    groups = [f"{g.name}{here}人" if (here := vars(g).get("here")) else g.name for g in page.groups]
    yield Said(
        (
            f"下面分组评议。分{some(len(groups))}个组进行：" if groups else "下面分组评议，分组安排是：",
            together(groups, "评议组分组安排", ("appraisal", page.meeting.pk)),
            (
                "。请各组围绕下面这些方面，对每位代表讲成绩、讲不足、提希望和要求；记录人如实记下来，不记是谁说的。"
                f"时间到{_until(page)}为止。测评表在评议中填写，投进票箱以后再回到座位。"
            ),
        )
    )
    yield Items(tuple(f"{aspect.title.zh}；" for aspect in edition.aspects if aspect.required))
    yield Cue("述职代表和列席领导回避各组评议。到时间前五分钟，提醒各组。")
    yield Said("评议时间到，请各组回到座位。还有没有投表的？没有了，请监票人停止手机填表，封闭票箱，开始清点。")


def _until(page: MeetingPage) -> str:
    ends = [line.ends for line in page.agenda if line.key == "appraisal"]
    return aloud(ends[-1]) if ends else "规定时间"


def hearing(page: MeetingPage) -> Iterator[Block]:
    """Each group is called by its name; the count goes on meanwhile (4.3b(iv))."""
    yield Cue("计票同时进行。各组发言时，述职代表到场听取，只听不辩。")
    names = [g.name for g in page.groups]
    first, rest = (names[0], names[1:]) if names else ("第一组", [])
    yield Said(f"请{first}发言。")
    for name in rest:
        yield Said(f"谢谢。请{name}发言。")
    yield Said("谢谢各组。评议意见已经记录在案，会后逐条整理，书面反馈给述职代表。")


def announcing(page: MeetingPage) -> Iterator[Block]:
    """The result is read out per reporter, grade by grade: never a rate, never all together (D0002)."""
    least = page.edition.disclosure.least_sheets.value
    yield Heading(1, "公布测评结果", numbered=False)
    yield Cue("结果封存、监票人计票人在《述职测评计票报告单》上签字以后才读。没有封存，什么也不读。")
    yield Said("下面，请监票人报告清点情况。")
    yield Said(
        f"（监票人读）本次测评，发出测评表{SPACE}张，收回{SPACE}张，未用{SPACE}张，缺失{SPACE}张。收回的表中，有效{SPACE}张，无效{SPACE}张。收回的没有多于发出的，测评有效。"
    )
    yield Said("现在，我宣布测评结果。")
    blanks = "，".join(f"{grade.label.zh}{SPACE}张" for grade in page.edition.grades)
    for line in page.reporters:
        yield Said(f"{line.name}代表，总体评价：{blanks}，未填{SPACE}张。")
    yield Cue("照《计票报告单》逐人、逐项读张数。不读百分比，不把几位代表合起来，不排名次。")
    yield Cue("换读下面一句。", when=f"某位代表的有效测评表不足{least}张时")
    yield Said(f"这位代表的有效测评表不足{least}张，为保护填表的人，按规定只公布参加人数，不公布各等次张数。")
    yield Said("计票报告单和全部记录会后公开，每个人凭手机上的回执都可以去核对。")
