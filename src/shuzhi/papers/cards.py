"""The scrutineers' cards (监票卡): the closing key of one evaluation, on three cards of which any two serve (D0007)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.timezone import localtime

from shuzhi.crafts.office.cards import Card, cards_pdf
from shuzhi.papers.sheets import across, fonts
from shuzhi.records import models as m

LINES = (
    "剪开，交给三个人各拿一张，不要放在一起，不要拍照。",
    "封存结果时，任意两张一起才打得开总数。",
    "丢了两张，手机投的就打不开，要用纸重新测评。",
    "结果封存以后，当着大家的面撕毁。",
)


def press(meeting: m.Meeting, texts: Sequence[str]) -> bytes:
    """The cards of one meeting as a PDF of one page. Raises ``ValueError`` where fonts lack."""
    when = localtime(meeting.starts_at)
    about = f"{meeting.title}　{when.year}年{when.month}月{when.day}日"
    cards = [Card(f"监票卡 {n} / {len(texts)}", about, LINES, text) for n, text in enumerate(texts, 1)]
    return cards_pdf("监票卡", cards, fonts(), across=across())
