"""The written feedback (书面反馈) to a reporter: the result, what was said, and what follows from it (4.3b, 4.4a)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Quoted,
    Signature,
)
from shuzhi.papers._words import Names, day, masthead, quoted
from shuzhi.papers.result_table import spread
from shuzhi.reads.feedback import FeedbackPage, feedback_page
from shuzhi.reads.programme import edition_of
from shuzhi.rules.roles import Actor


def _result(page: FeedbackPage) -> Iterator[Block]:
    yield Heading(1, "测评结果")
    if page.count is not None and page.count.state == "void":
        yield Paragraph(f"本次测评已宣布无效，没有结果。原因：{page.count.void_because.strip()}")
    elif page.result is None:
        yield Paragraph(Blank("测评结果（公布以后填入）", ("feedback", page.reporter.pk)))
    else:
        if page.result.sheets is not None and page.result.counts:
            yield Paragraph(f"测评您的有效测评表{page.result.sheets}张，各项张数如下：")
        yield from spread(page.result, key="result")


def _heard(page: FeedbackPage) -> Iterator[Block]:
    yield Heading(1, "分组评议意见")
    if not page.heard:
        yield Paragraph(
            "各组没有对您提出评议意见。"
            if page.known
            else Blank("分组评议意见（公布结果以后填入）", ("feedback", page.reporter.pk))
        )
    for one in page.heard:
        yield Heading(2, one.group)
        yield Quoted(one.text)
        if one.demands:
            yield Paragraph("希望和要求：")
            yield Items(one.demands)


def _asked(page: FeedbackPage) -> Iterator[Block]:
    if not page.questions:
        return
    yield Heading(1, "现场提问")
    for n, question in enumerate(page.questions, 1):
        yield Quoted(f"{n}. 问：{question.text.strip()}")
        if question.taken_away:
            yield Quoted("答：带回去办，会后答复。")
        else:
            answer = question.answer.strip()
            yield quoted(f"答：{answer}" if answer else "", "现场提问的答复", ("chair", question.meeting_id))


def _written(page: FeedbackPage) -> Iterator[Block]:
    """What attendees wrote on the sheets: all together and unordered, or how many and why not (D0002)."""
    found = page.comments
    if found is None or not found.tally.received:
        return
    tally = found.tally
    yield Heading(1, "写在测评表上的意见")
    lead = f"会上共收到写在测评表上的意见{tally.received}条，"
    if tally.unread:
        yield Paragraph(lead + "尚未审读，暂不转达。")
    elif not found.texts:
        yield Paragraph(lead + (found.why.zh if found.why else "按规定不转达内容。"))
    else:
        yield Paragraph(
            f"{lead}转达{tally.shown}条，不转达{tally.held_back}条。意见打乱了顺序，不分写给哪位代表，请不要猜测是谁写的。"
        )
        yield Items(found.texts)


def _asks(page: FeedbackPage) -> Iterator[Block]:
    days = edition_of(page.reporter.round.programme).days
    yield Heading(1, "有关要求")
    yield Paragraph(
        f"请您对照以上意见、希望和要求，在{days.propose_rectification_within.value}个工作日内提出整改目标和措施，主动积极地做好整改工作，"
        f"一般在{days.rectify_within.value}个工作日内办结。属于公共事务的意见，由我们转有关部门办理，请您关心督促，不直接处理。整改情况将在一定范围内向选民代表通报。"
    )
    yield Paragraph("请不要打听是谁提的意见、怎样填的表。")


def feedback(actor: Actor, pk: int) -> Document:
    """The feedback to one reporter, for the deputy and for those who run the round (4.4a)."""
    page = feedback_page(actor, pk)
    names = Names(page.reporter.round)
    meeting = page.meeting
    when = f"{day(localtime(meeting.starts_at).date())}，您在{meeting.title}上向选民述职" if meeting else "您向选民述职"
    return Document(
        masthead=masthead(names),
        title=f"{page.name}代表述职评议意见和测评结果反馈",
        addressee=f"{page.name}代表：",
        blocks=(
            Paragraph(f"{when}，接受了到会村民组长、选民代表的评议和测评。现将评议意见和测评结果反馈如下："),
            *_result(page),
            *_heard(page),
            *_asked(page),
            *_written(page),
            *_asks(page),
        ),
        signature=Signature(names.issuer, page.reporter.feedback_on or Blank("反馈日期", ("feedback", pk))),
    )
