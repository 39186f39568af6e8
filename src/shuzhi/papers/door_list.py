"""The door list (签到册) on A4: names in order, a white column to sign in. It keeps neither order of arrival nor time."""

from __future__ import annotations

from django.utils.timezone import localtime

from shuzhi.crafts.office.listing import listing_pdf
from shuzhi.papers.sheets import across, fonts
from shuzhi.reads.attendance import InviteesPage

COLUMNS = (("序号", 0.7), ("姓名", 1.5), ("身份", 2.2), ("村、单位", 2.4), ("电话尾号", 1.2), ("签名", 2.6))


def door_list_pdf(page: InviteesPage) -> bytes:
    """Everybody on the list of a meeting, by kind (4.3a)."""
    when = localtime(page.meeting.starts_at)
    rows = [[str(n), line.name, line.label.zh, line.where, line.tail, ""] for n, line in enumerate(page.lines, 1)]
    notes = [
        f"时间：{when.year}年{when.month}月{when.day}日 {when:%H:%M}　　地点：{page.meeting.place}",
        f"邀请 {page.tally.invited} 人，原则上到会不少于 {page.tally.quorum} 人。",
    ]
    return listing_pdf(f"{page.meeting.title}签到册", COLUMNS, rows, notes, fonts(), across=across())
