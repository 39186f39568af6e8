"""A title broken into lines as the standard wants it: words whole, lines centred, in a trapezoid or a diamond.

Chinese is written without spaces, so where a word ends is known here only of the commoner words of office titles; who
knows better, of a name for example, gives the title in several spans, and a short span is never broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise, product
from math import ceil, inf

from .blocks import Blank, Span
from .words import width

_COMMON = """
    关于 进一步 开展 加强 做好 推进 组织 公布 印发 召开 举行 成立 调整 设立 撤销 听取 审议
    人民 代表 大会 人大 人大代表 述职评议 测评结果 评议意见 整改方案 常务 委员会 委员 主席团 主席 主任会议 政府 办公室 领导小组 小组 全国 全省 全市 全区 全县 全镇 全乡
    选民 选区 述职 评议 测评 满意度 学习 宣传 走访 联系 联络 反馈 整改 监督 调研 视察 检查 考核 推荐 表彰 先进 积极分子
    工作 活动 制度 办法 规定 细则 实施 方案 计划 安排 日程 议程 会议 大会 座谈会 动员会
    通知 通告 公告 通报 决定 决议 意见 建议 批复 请示 报告 纪要 总结 情况 结果 名单 记录 汇总 汇总表 推荐表
    签到册 主持词 讲话 提纲 专报 备案 对象 年度 届 次 同志 书面 分组 执行 落实 问题 事项 有关
"""
WORDS = frozenset(_COMMON.split())
_LONGEST_WORD = max(map(len, WORDS))
_ATOM = re.compile(
    r"[《〈“‘（(〔【][^《〈“‘（(〔【》〉”’）)〕】]{0,15}[》〉”’）)〕】]|第[0-9一二三四五六七八九十百]+[届次号]*|[0-9]+[年月日届次号个名人]?|[A-Za-z]+"
)
_NEVER_FIRST, _NEVER_LAST = frozenset("，、：；。！？》〉”’）)〕】的"), frozenset("《〈“‘（(〔【向对在和与及为由")
SHORT = 6  # characters of a span that stays whole
MOST = 4  # lines; a longer title flows as it comes
SWAY = 7.0  # characters a line may end before or after where lines of one length would


def broken(words: tuple[Span, ...], room: float) -> tuple[Span, ...]:
    """The title's spans with newlines where a line of it ends. ``room`` is the width of a line in characters."""
    parts = [part for span in words for part in _parts(span, len(words) > 1)]
    widths = [width(str(part)) for part in parts]
    whole = sum(widths)
    if whole <= room:
        return words
    costs = [inf, *(_cost(before, after) for before, after in pairwise(parts))]
    ends_at = list(accumulate(widths))
    best: tuple[float, tuple[int, ...]] = (inf, ())
    for lines in range(ceil(whole / room), MOST + 1):
        near = [
            [n for n, cost in enumerate(costs) if cost < inf and abs(ends_at[n - 1] - whole * line / lines) <= SWAY]
            for line in range(1, lines)
        ]
        for tried in product(*near):
            sizes = [sum(widths[a:b]) for a, b in pairwise((0, *tried, len(parts)))]
            if min(sizes) > 0 and max(sizes) <= room:
                best = min(best, (_shape(sizes) + sum(costs[n] for n in tried), tried))
        if best[1]:
            break
    return tuple(_joined(parts, frozenset(best[1])))


def _joined(parts: list[Span], ends: frozenset[int]) -> Iterator[Span]:
    text = ""
    for n, part in enumerate(parts):
        text += "\n" if n in ends else ""
        if isinstance(part, Blank):
            if text:
                yield text
            yield part
            text = ""
        else:
            text += part
    if text:
        yield text


def _parts(span: Span, several: bool) -> Iterator[Span]:
    """What is not to be broken: known words, numbers with what they count, brackets, short spans; else a character."""
    if isinstance(span, Blank) or (several and width(span) <= SHORT):
        yield span
        return
    at = 0
    while at < len(span):
        found = _ATOM.match(span, at)
        end = (
            found.end()
            if found
            else next((at + n for n in range(_LONGEST_WORD, 1, -1) if span[at : at + n] in WORDS), at + 1)
        )
        yield span[at:end]
        at = end


def _cost(before: Span, after: Span) -> float:
    """How badly a line ends here: never inside brackets or after 关于, best after 的 or a comma, else between words."""
    first, last = str(after), str(before)
    if first[0] in _NEVER_FIRST or last[-1] in _NEVER_LAST or last == "关于":
        return inf
    if last[-1] in "，：；。的》”":
        return 0
    known = (len(first) > 1) + (len(last) > 1)
    return (6, 3, 2)[known]


def _shape(sizes: list[float]) -> float:
    """How far from a trapezoid or a diamond: no rectangle, no hourglass, no line much shorter than the others."""
    steps = [b - a for a, b in pairwise(sizes)]
    rectangle = sum(3.0 for step in steps if abs(step) < 1)
    hourglass = sum(6.0 for a, b in pairwise(steps) if a < 0 < b)
    return rectangle + hourglass + max(0.0, max(sizes) - min(sizes) - 6) * 0.7
