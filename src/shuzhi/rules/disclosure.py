"""What may be shown of an evaluation, to whom, and when (docs/decisions/0002).

Before the seal nobody sees a grade: only how many sheets are in. Between seal and announcement only
those who sign. Under the threshold, participation alone, for ever and to everyone. Counts stand per
reporter and question; nothing is ever split further, crossed or pooled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shuzhi.rules.regulation import DisclosureRules
from shuzhi.rules.tally import Count, sheets_about
from shuzhi.rules.verdict import Text

# The only two ways in which a count is ever divided. Phone or paper, appraisal group, kind of
# attendee, village, arrival, one question against another: each would single people out.
DIVISIONS = frozenset({"reporter", "question"})

SIGNERS = frozenset({"organiser", "teller", "scrutineer"})


class Level(StrEnum):
    """How much is shown; each includes the one before."""

    SHEETS_IN = "sheets_in"
    PARTICIPATION = "participation"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is shown, why no more, and what to warn of beside it."""

    level: Level
    why: Text | None = None
    warnings: tuple[Text, ...] = ()

    @property
    def counts(self) -> bool:
        return self.level is Level.COUNTS


def disclose(
    counted: Mapping[str, Count],
    *,
    state: str,
    viewer: str,
    rules: DisclosureRules,
) -> Disclosure:
    """What ``viewer`` may see of one reporter's count.

    ``state`` is the count's; ``viewer`` is ``organiser``, ``teller``, ``scrutineer``, or anybody else
    (the reporter, an attendee, the office, the public), who all see the same.
    """
    if state == "void":
        return Disclosure(
            Level.PARTICIPATION,
            Text("测评无效，不公布结果。", "The evaluation is void; no result is shown."),
        )
    if state not in ("sealed", "announced"):
        return Disclosure(
            Level.SHEETS_IN,
            Text("封存前只显示已收张数。", "Until the count is sealed, only the number of sheets in is shown."),
        )
    least = rules.least_sheets.value
    if sheets_about(counted) < least:
        return Disclosure(
            Level.PARTICIPATION,
            Text(
                "有效测评表不足 {n} 张，为保护填表人，只公布参加人数。",
                "Fewer than {n} valid sheets: to protect those who filled them in, only participation is shown.",
            ).format(n=least),
        )
    if state == "sealed" and viewer not in SIGNERS:
        return Disclosure(
            Level.PARTICIPATION,
            Text("结果已封存，尚未公布。", "The result is sealed and not yet announced."),
        )
    return Disclosure(Level.COUNTS, warnings=tuple(filter(None, [unanimity(counted)])))


def unanimity(counted: Mapping[str, Count]) -> Text | None:
    """The warning due when all who took part gave one grade: everybody's answer is then known."""
    unanimous = any(count.sheets and max(count.by_grade, default=0) == count.sheets for count in counted.values())
    if not unanimous:
        return None
    return Text(
        "有项目全部填了同一等次：每个人怎样填，都能由此推知。",
        "On some question every sheet gave the same grade: how each person answered can be told from it.",
    )


def may_divide(*by: str) -> bool:
    """True only for counts by reporter and question; never by channel, group, kind, village or time."""
    return set(by) <= DIVISIONS


def may_read_out(paper: int, rules: DisclosureRules) -> bool:
    """Whether paper sheets may be sung out grade by grade in the hall; a handful may not."""
    return paper >= rules.least_paper_read_out.value


def disclose_comments(received: int, released: int, *, state: str, rules: DisclosureRules) -> Disclosure:
    """Whether comments are shown: after the announcement, at least so many together.

    ``received`` is how many people wrote one, ``released`` how many a reader has let through; both
    numbers, and the difference withheld, are always said.
    """
    if state != "announced":
        return Disclosure(
            Level.SHEETS_IN,
            Text("会后、结果公布后才公开意见。", "Comments are shown after the meeting, once the result is announced."),
        )
    if min(received, released) < rules.least_comments.value:
        return Disclosure(
            Level.PARTICIPATION,
            Text("意见不足 {n} 条，不公开内容。", "Fewer than {n} comments: their text is not shown.").format(
                n=rules.least_comments.value
            ),
        )
    return Disclosure(
        Level.COUNTS,
        warnings=(Text("笔调和事实可能让人认出写意见的人。", "Style and facts can give away who wrote a comment."),),
    )


def spread(count: Count, labels: Sequence[Text]) -> tuple[tuple[Text, int], ...]:
    """Each grade with its number: how a result is always shown, never as a rate alone."""
    return tuple(zip(labels, count.by_grade, strict=True))
