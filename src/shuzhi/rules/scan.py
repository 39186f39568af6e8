"""Sheets read by machine (4.3b(iii), D0012): what a machine and people say of one place, what is in conflict, what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shuzhi.rules.sheet import Answer
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

READING = "D0012"
SCRUTINEER = Text("监票人", "the scrutineers")
TELLERS = Text("计票人", "the tellers")


NOT_HERE = Text(
    "这台机器没有装读表的部件（scan），请扫码核验后由人录入。",
    "This machine lacks what reads sheets (the extra “scan”): check the sheets in by their codes and type them in.",
)


class Standing(StrEnum):
    """How far one place of a sheet is decided."""

    MACHINE = "machine"  # both ways of looking agree: it stands as read
    OPEN = "open"  # fewer than two people have looked
    DIFFERS = "differs"  # two looked and saw different things
    AGREED = "agreed"
    SETTLED = "settled"

    @property
    def decided(self) -> bool:
        return self in (Standing.MACHINE, Standing.AGREED, Standing.SETTLED)


def stands(machine: str | None, said: Mapping[int, Answer]) -> tuple[Standing, Answer]:
    """What one place comes to: the machine's grade where it swears to one, else what two people, or the third, say.

    ``said``: by turn; 3 is the scrutineer who settles. Nobody is asked where the machine swears, and nobody
    overrules two who agree.
    """
    if machine is not None:
        return Standing.MACHINE, machine
    if not (1 in said and 2 in said):
        return Standing.OPEN, None
    if said[1] == said[2]:
        return Standing.AGREED, said[1]
    return (Standing.SETTLED, said[3]) if 3 in said else (Standing.DIFFERS, None)


class Why(StrEnum):
    """What is the matter with a picture that is not simply counted."""

    TWICE = "twice"
    TYPED = "typed"
    ON_PHONE = "on_phone"
    SPARE = "spare"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"
    ALTERED = "altered"
    NO_CODE = "no_code"
    NO_SHEET = "no_sheet"
    MIRRORED = "mirrored"
    MISSING = "page"
    CHOSEN = "chosen"


class Choice(StrEnum):
    """What a scrutineer may decide."""

    KEEP = "keep"
    ASIDE = "aside"
    BY_HAND = "by_hand"


WHY = {
    Why.TWICE: Text(
        "同一张表有两幅图：同一张扫了两次，或者有人复印了又填。",
        "Two pictures of one sheet: scanned twice, or photocopied and filled in again.",
    ),
    Why.TYPED: Text(
        "这张表已经凭编码核验过，可能已经由人录入。",
        "This sheet has been checked in by its code before and may have been typed in.",
    ),
    Why.ON_PHONE: Text("这张表已经在手机上投过。", "This sheet was cast on a phone."),
    Why.SPARE: Text("这张表已经作为没有用的注销了。", "This sheet was set aside as unused."),
    Why.UNKNOWN: Text("编码不是这次会议印的。", "The code was not printed for this meeting."),
    Why.FOREIGN: Text("这是另一次会议的表。", "This is another meeting’s sheet."),
    Why.ALTERED: Text(
        "编码被改过，或者两角的编码不一样。", "The code was altered, or the two corners bear different codes."
    ),
    Why.NO_CODE: Text("看得出是一张表，编码读不出来。", "It is a sheet, but its code cannot be read."),
    Why.NO_SHEET: Text("图里找不到测评表。", "No sheet is to be found in this picture."),
    Why.MIRRORED: Text(
        "这幅图左右是反的：关掉扫描仪的“镜像”，重新扫描这一张。",
        "This picture is mirrored: switch “mirror” off at the scanner and scan the sheet again.",
    ),
    Why.MISSING: Text("这张表不止一页，还缺页。", "This sheet has several pages, and one is missing."),
}

# Said at the table of a sheet that is checked in again by hand, by the state of its picture.
IN_BY_PICTURE = {
    "conflict": Text(
        "这张有扫描的图，正等监票人定夺：先放到一边，到“扫描件”里看。",
        "There is a picture of this sheet, and it waits for the scrutineers’ decision: put it aside and look under “Scans”.",
    ),
    "read": Text(
        "这张已经由机器读入，不再录入：放回扫过的一摞。读成什么样，在“扫描件”里看。",
        "This sheet was read by machine and is not typed in: put it back with those that were scanned. Look under “Scans”.",
    ),
}

CHOICE = {
    Choice.KEEP: Text("以这幅图为准", "Count this picture"),
    Choice.ASIDE: Text("放到一边，不计", "Set it aside, not counted"),
    Choice.BY_HAND: Text("撤下图片，按纸质表录入", "Take the pictures out and type the sheet in"),
}

# One code counts once, and the phone before the paper (D0005): what was cast, or never printed here, can only be set aside.
_CHOICES: dict[Why, tuple[Choice, ...]] = {
    Why.TWICE: (Choice.KEEP, Choice.ASIDE, Choice.BY_HAND),
    Why.TYPED: (Choice.KEEP, Choice.ASIDE),
    Why.MISSING: (Choice.BY_HAND,),
}


def choices(why: str) -> tuple[Choice, ...]:
    """What the regulation leaves to decide of a picture in conflict."""
    return _CHOICES.get(Why(why), (Choice.ASIDE,))


def may_resolve(state: str, why: str, choice: str) -> Verdict:
    """A scrutineer decides of a picture in conflict; one that counts may be taken out, to be typed in by hand."""
    if state == "read" and choice == Choice.BY_HAND:
        return verdict()
    if state == "conflict" and choice in choices(why):
        return verdict()
    text = Text("这幅图不能这样处理。", "This cannot be decided of this picture.")
    return verdict(Lack(READING, text, SCRUTINEER))


def may_answer(standing: Standing, *, looked: bool) -> Verdict:
    """Two different people look at what the machine would not swear to; neither a third time (D0012)."""
    if standing is Standing.MACHINE:
        text = Text("这一处机器读得清楚，不用再看。", "The machine swears to this one: nobody need look.")
        return verdict(Lack(READING, text))
    if standing is not Standing.OPEN and not looked:
        text = Text("这一处已经有两个人看过了。", "Two people have looked at this one already.")
        return verdict(Lack(READING, text))
    if standing is Standing.SETTLED:
        return verdict(Lack(READING, Text("这一处已经核定过了。", "This one has been settled.")))
    return verdict()


def may_settle(standing: Standing, *, looked: bool) -> Verdict:
    """A scrutineer who was neither of the two settles what they saw differently (D0012)."""
    if standing is not Standing.DIFFERS:
        return verdict(Lack(READING, Text("这一处没有要核定的差异。", "There is nothing to settle here.")))
    if looked:
        text = Text(
            "看过这一处的人不能核定它，请另一位监票人核定。",
            "Who looked at this one cannot settle it: ask another scrutineer.",
        )
        return verdict(Lack(READING, text, SCRUTINEER))
    return verdict()


def all_read(
    *, unread: int = 0, troubles: int = 0, reviews: int = 0, differing: int = 0, conflicts: int = 0
) -> Verdict:
    """What must be done with the pictures before the sheets are counted."""
    asked = (
        (unread, TELLERS, "有 {n} 个文件还没有读完，请等一等。", "{n} files are still being read: wait a little."),
        (
            troubles,
            TELLERS,
            "有 {n} 个文件或页面读不了：重新扫描，或改由人录入，再点“已处理”。",
            "{n} files or pages could not be read: scan them again or type the sheets in, then press “Seen to”.",
        ),
        (
            conflicts,
            SCRUTINEER,
            "有 {n} 幅图要由监票人定夺。",
            "{n} pictures wait for the scrutineers’ decision.",
        ),
        (
            reviews,
            TELLERS,
            "有 {n} 处机器没有把握，还没有两个人看过。",
            "The machine would not swear to {n} answers, and two people have yet to look.",
        ),
        (
            differing,
            SCRUTINEER,
            "有 {n} 处两个人看得不一样，还没有核定。",
            "Two people saw {n} answers differently, and they are not settled.",
        ),
    )
    return verdict(*(Lack(READING, Text(zh, en).format(n=n), who) for n, who, zh, en in asked if n))


# What is the matter with a file as a whole, and with none of its pages.
OF_THE_FILE = frozenset({"empty", "too_large", "not_a_picture", "too_many_pages"})
# Why a file or one of its pages could not be looked at, in the reader's words, and what to do.
TROUBLE = {
    "empty": Text("文件是空的：重新扫描或重新拍。", "The file is empty: scan or photograph again."),
    "too_large": Text("超过 80 MB：分成几个文件，或降到 300 dpi。", "Over 80 MB: split it, or scan at 300 dpi."),
    "not_a_picture": Text(
        "不是能读的格式：存成 PDF、TIFF、JPEG、PNG 或 HEIC。",
        "Not a kind that can be read: save it as PDF, TIFF, JPEG, PNG or HEIC.",
    ),
    "broken": Text("文件坏了，或者没有传完：重新扫描。", "Damaged or incomplete: scan it again."),
    "too_many_pixels": Text("图太大：用 300 dpi 扫描。", "The picture is too big: scan at 300 dpi."),
    "too_many_pages": Text(
        "页数太多：分成几个文件，每个不超过 1000 页。", "Too many pages: at most 1,000 a file, split it."
    ),
    "too_small": Text(
        "图太小，看不清方框：用 200 dpi 以上扫描，或走近了拍。",
        "Too small to see the boxes: scan at 200 dpi or more, or go nearer.",
    ),
    "gone_wrong": Text(
        "读到这里三次都没有读下去：把这一页单独重新扫描，或改由人录入。",
        "Reading stopped here three times: scan this page anew by itself, or type the sheet in.",
    ),
}
