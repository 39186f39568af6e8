"""The tasks of summary and rectification (总结整改, 4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.reads.task import NOTHING, OFFICE, Place, Task, joined, make, organiser, reporters
from shuzhi.rules.standing import Standing
from shuzhi.rules.verdict import Lack, Text


def _rectification(s: Standing, unfinished: list[int]) -> Place | None:
    keys = unfinished or [r.pk for r in s.reporters]
    return ("rectification", keys[0]) if keys else None


def tasks(s: Standing) -> Iterator[Task]:
    """Feedback, goals, measures carried out, opinions answered, notice, summary, exchange."""
    yield _feedback(s)
    yield from _goals(s)
    yield make(
        s,
        "opinions_answer",
        "conclusion",
        Text("逐条答复意见", "Answer each opinion"),
        organiser(s),
        clauses=("4.4a",),
        done=s.opinions > 0 and not s.opinions_unanswered,
        begun=s.opinions > s.opinions_unanswered,
        detail=joined(
            Text("{n} 条中已答复 {m} 条", "{m} of {n} answered").format(
                n=s.opinions, m=s.opinions - s.opinions_unanswered
            )
            if s.opinions
            else None,
            Text("{n} 条已过期限", "{n} past their date").format(n=s.opinions_late) if s.opinions_late else None,
        ),
        due=s.dues.get("rectification"),
        place=("opinions", s.pk),
    )
    yield make(
        s,
        "notice",
        "conclusion",
        Text("向选民代表通报整改情况", "Report the rectification back to voter representatives"),
        organiser(s),
        clauses=("4.4b",),
        done=s.notices_published > 0,
        begun=s.notices > 0,
        detail=Text("已发布 {n} 份", "{n} published").format(n=s.notices_published) if s.notices_published else NOTHING,
        due=s.dues.get("notice"),
        place=("notices", s.pk),
    )
    yield make(
        s,
        "summary",
        "conclusion",
        Text("写出并报送工作总结", "Write and submit the summary"),
        organiser(s),
        clauses=("4.4c",),
        done=0 < s.summaries == s.summaries_submitted,
        begun=s.summaries > 0,
        detail=Text("{n} 份中已报送 {m} 份", "{m} of {n} submitted").format(n=s.summaries, m=s.summaries_submitted)
        if s.summaries
        else NOTHING,
        due=s.dues.get("summary"),
        place=("summary", s.pk),
    )
    yield make(
        s,
        "exchange",
        "conclusion",
        Text("批注总结，交流推广", "Comment on the summary; spread good practice"),
        OFFICE,
        clauses=("4.4d",),
        done=0 < s.summaries == s.summaries_exchanged,
        begun=s.summaries_exchanged > 0,
        blocked=None if s.summaries_submitted else Text("总结报送后进行", "Waits for the summary"),
        place=("summary", s.pk),
    )


def _feedback(s: Standing) -> Task:
    """Opinions and result go to each deputy in writing; from there the rectification starts."""
    given = [r for r in s.reporters if r.feedback_on]
    owed = [r for r in s.reporters if r.counted and not r.feedback_on]
    return make(
        s,
        "feedback",
        "conclusion",
        Text("评议意见和测评结果书面反馈代表", "Give opinions and result to the deputy in writing"),
        organiser(s),
        clauses=("4.3b", "4.4a"),
        done=bool(s.reporters) and len(given) == len(s.reporters),
        begun=bool(given) or (s.state == "meeting" and bool(owed)),
        blocked=None if given or owed else Text("公布结果后进行", "Starts once the result is announced"),
        detail=Text("{n} 名中已反馈 {m} 名", "{m} of {n} handed over").format(n=len(s.reporters), m=len(given))
        if given
        else NOTHING,
        due=s.dues.get("feedback"),
        place=("feedback", (owed or list(s.reporters))[0].pk) if s.reporters else None,
    )


def _goals(s: Standing) -> Iterator[Task]:
    bare = [r for r in s.reporters if not r.goals]
    unfinished = [r for r in s.reporters if r.goals > r.goals_done]
    yield make(
        s,
        "rectification",
        "conclusion",
        Text("提出整改目标和措施", "Set rectification goals and measures"),
        reporters(s, [r.name for r in bare]),
        clauses=("4.4a",),
        done=bool(s.reporters) and not bare,
        begun=s.goals > 0,
        detail=Text("{n} 项目标", "{n} goals").format(n=s.goals) if s.goals else NOTHING,
        due=s.dues.get("rectification"),
        place=_rectification(s, [r.pk for r in bare]),
    )
    late = [r for r in s.reporters if r.goals_late]
    yield make(
        s,
        "rectify",
        "conclusion",
        Text("落实整改，登记进展", "Carry out the rectification"),
        reporters(s, [r.name for r in unfinished]),
        clauses=("4.4a",),
        done=s.goals > 0 and not s.goals_open,
        begun=s.goals_open < s.goals or s.state == "conclusion",
        blocked=None if s.goals else Text("提出目标后进行", "Starts once goals are set"),
        detail=Text("{n} 项中已办结 {m} 项", "{m} of {n} finished").format(n=s.goals, m=s.goals - s.goals_open)
        if s.goals
        else NOTHING,
        place=_rectification(s, [r.pk for r in late or unfinished]),
        lacks=(
            Lack(
                "4.4a",
                Text(
                    "{n} 项已过期限没有办结，公开页面上也这样显示。",
                    "{n} past their date; the public page says so too.",
                ).format(n=s.goals_late),
            ),
        )
        if late
        else (),
    )
