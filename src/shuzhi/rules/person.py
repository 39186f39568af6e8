"""What the fields of a person on a roster mean: name, sex, ethnicity, party, education, telephone.

Every function is pure and total: whatever stands in the cell, the answer is a ``Field``.
"""

from __future__ import annotations

import re
import unicodedata

from shuzhi.rules.birth import Birth, read_birth
from shuzhi.rules.field import (
    Field,
    Raw,
    blank,
    doubtful,
    empty,
    ok,
    plain,
    tight,
    wrong,
)
from shuzhi.rules.phone import read_phone

__all__ = [
    "Birth",
    "Field",
    "markers",
    "read_birth",
    "read_education",
    "read_ethnicity",
    "read_leading",
    "read_name",
    "read_party",
    "read_phone",
    "read_sex",
    "read_text",
    "read_voter_kind",
]

SURNAMES_OF_TWO = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "夏侯",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "令狐",
        "慕容",
        "司徒",
        "司空",
        "端木",
        "轩辕",
        "长孙",
        "宇文",
        "鲜于",
        "闾丘",
        "南宫",
        "西门",
        "独孤",
        "太史",
        "申屠",
        "公羊",
        "澹台",
        "赫连",
        "淳于",
        "单于",
    ]
)
LOST = re.compile("[?？□■〓�*＊]|[\ue000-\uf8ff]|[\U000f0000-\U0010fffd]|[⿰-⿻]")
DOTS = re.compile("[·•・‧․.．]")


def _letter(character: str) -> bool:
    return unicodedata.category(character) in {"Lo", "Ll", "Lu", "Lm", "Mn", "Mc", "Nl"}


def read_name(raw: Raw) -> Field:
    """A name without the space that pads two-character names.

    Only width is normalised: the compatibility form of a rare character is somebody's name.
    """
    if not isinstance(raw, str):
        if raw is None:
            return wrong(raw, "没有姓名", "no name")
        return wrong(raw, "姓名不是文字", "the name is not text")
    text = "".join(unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c for c in raw)
    text = re.sub("[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    if not text:
        return wrong(raw, "没有姓名", "no name")
    text = DOTS.sub("·", text).strip("·")
    if LOST.search(text):
        return doubtful(text, raw, "姓名中有打不出来的字，请核对", "a character of the name was lost; please check")
    if found := re.fullmatch(r"(.+?)\s*[(（\[【](.*)[)）\]】]", text):
        inner = _spaces(found[1])
        return doubtful(
            inner, raw, f"姓名后有括注“{found[2]}”", f"a note in brackets after the name: {found[2]}", (inner,)
        )
    parts = text.split(" ")
    if re.search(r"[、,，/;；]", text) or (
        len(parts) > 1 and text[0] > "⺀" and all(len(p) > 1 for p in parts) and parts[0] not in SURNAMES_OF_TWO
    ):
        return doubtful(_spaces(text), raw, "一格里像有两个人的姓名", "this cell seems to hold two names")
    text = _spaces(text)
    if not all(
        _letter(c) or c in "·- '’" or "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef" for c in text
    ):
        return doubtful(text or None, raw, "姓名中有不该有的符号", "a sign in the name that does not belong there")
    if len(text) < 2 or len(text) > 30:
        return doubtful(text or None, raw, "姓名长度不寻常，请核对", "an unusual length for a name; please check")
    return ok(text, raw)


def _spaces(text: str) -> str:
    """Spaces beside a Chinese character go; those between Latin words stay."""
    return re.sub(r"(?<=[^\x00-\u024f]) | (?=[^\x00-\u024f])", "", text).strip()


SEXES = {w: s for s, words in {"男": "男 男性 m male", "女": "女 女性 f female"}.items() for w in words.split()}


def read_sex(raw: Raw) -> Field:
    if blank(raw):
        return empty(raw)
    value = SEXES.get(tight(raw).lower())
    return ok(value, raw) if value else doubtful(None, raw, "看不懂的性别", "sex not understood", ("男", "女"))


PEOPLES = tuple(
    (w + "族")
    for w in [
        "汉",
        "蒙古",
        "回",
        "藏",
        "维吾尔",
        "苗",
        "彝",
        "壮",
        "布依",
        "朝鲜",
        "满",
        "侗",
        "瑶",
        "白",
        "土家",
        "哈尼",
        "哈萨克",
        "傣",
        "黎",
        "傈僳",
        "佤",
        "畲",
        "高山",
        "拉祜",
        "水",
        "东乡",
        "纳西",
        "景颇",
        "柯尔克孜",
        "土",
        "达斡尔",
        "仫佬",
        "羌",
        "布朗",
        "撒拉",
        "毛南",
        "仡佬",
        "锡伯",
        "阿昌",
        "普米",
        "塔吉克",
        "怒",
        "乌孜别克",
        "俄罗斯",
        "鄂温克",
        "德昂",
        "保安",
        "裕固",
        "京",
        "塔塔尔",
        "独龙",
        "鄂伦春",
        "赫哲",
        "门巴",
        "珞巴",
        "基诺",
    ]
)


def read_ethnicity(raw: Raw) -> Field:
    """One of the 56 peoples, with its 族; a short form that fits several is a question."""
    if blank(raw):
        return empty(raw)
    word = tight(raw).removesuffix("族") + "族"
    if word in PEOPLES:
        return ok(word, raw)
    close = tuple(p for p in PEOPLES if p.startswith(word[:-1]))
    if len(close) == 1:
        return ok(close[0], raw)
    return doubtful(None, raw, "看不懂的民族", "ethnicity not understood", close)


def _table(rows: dict[str, str]) -> dict[str, str]:
    return {word: value for value, words in rows.items() for word in (value, *words.split())}


PARTIES = _table(
    {
        "中共党员": "中共 党员 共产党员 中国共产党 中国共产党党员 共产党",
        "中共预备党员": "预备党员",
        "共青团员": "团员 共青团",
        "群众": "普通群众",
        "无党派人士": "无党派 无党派民主人士",
        "民革": "民革党员 民革会员 中国国民党革命委员会",
        "民盟": "民盟盟员 中国民主同盟",
        "民建": "民建会员 中国民主建国会",
        "民进": "民进会员 中国民主促进会",
        "农工党": "农工 农工党员 农工民主党 中国农工民主党",
        "致公党": "致公 致公党党员 中国致公党",
        "九三学社": "九三 九三学社社员 九三社员",
        "台盟": "台盟盟员 台湾民主自治同盟",
    }
)
SCHOOLS = _table(
    {
        "小学": "小学毕业 小学文化",
        "初中": "初中毕业 初中文化",
        "高中": "高中毕业 高中文化",
        "中专": "中等专科 中专毕业 中等专业学校",
        "技校": "中技 技工学校 职高 职业高中",
        "大专": "专科 大学专科 大专毕业 高职",
        "本科": "大学 大学本科 本科毕业 大本 学士",
        "研究生": "硕士 博士 硕士研究生 博士研究生 在职研究生 研究生毕业",
        "不识字": "文盲",
    }
)


def read_party(raw: Raw) -> Field:
    return _word(raw, PARTIES, "看不懂的政治面貌", "political affiliation not understood")


def read_education(raw: Raw) -> Field:
    return _word(raw, SCHOOLS, "看不懂的文化程度", "education not understood", suffixes=("学历", "文化程度"))


def _word(raw: Raw, words: dict[str, str], zh: str, en: str, suffixes: tuple[str, ...] = ()) -> Field:
    text = tight(raw)
    if text in {"", "-", "—", "/"}:
        return empty(raw)
    for suffix in suffixes:
        text = text.removesuffix(suffix)
    value = words.get(text)
    return ok(value, raw) if value else doubtful(text[:100] or None, raw, zh, en)


YES = frozenset(["是", "√", "✓", "✔", "☑", "有", "y", "yes", "1", "对", "v", "true"])
NO = frozenset(["否", "×", "✗", "✘", "x", "无", "不是", "n", "no", "0", "false"])


def read_leading(raw: Raw) -> Field:
    """Leading-cadre deputy or not; an empty cell means not (5.2)."""
    word = tight(raw).lower()
    if word in YES:
        return ok(True, raw)
    if word in NO or blank(raw):
        return ok(False, raw)
    return doubtful(None, raw, "看不出是否领导干部", "not clear whether a leading cadre", (True, False))


VOTER_KINDS = _table(
    {
        "选民代表": "选民 代表",
        "村民组长": "组长 村民小组长 村民小组组长 村小组长",
        "党组织负责人": "党组织书记 支部书记 党支部书记 党总支书记 党委书记",
    }
)


def read_voter_kind(raw: Raw) -> Field:
    """Voter representative, villagers' group head, or head of a Party organisation (4.3a)."""
    value = VOTER_KINDS.get(tight(raw))
    kinds = tuple(dict.fromkeys(VOTER_KINDS.values()))
    return ok(value, raw) if value else doubtful(None, raw, "看不懂的身份", "capacity not understood", kinds)


def read_text(raw: Raw) -> Field:
    """Free text, such as a workplace and post, in ordinary width."""
    text = plain(raw)
    return ok(text[:300], raw) if text else empty(raw)


MARKERS = (
    ("both_levels", re.compile(r"区、?镇两级|镇、?区两级|两级(?:人大)?代表|兼.{0,6}[区镇].{0,4}代表")),
    ("minority", re.compile(r"少数民族")),
    ("by_election", re.compile(r"补选")),
    ("re_elected", re.compile(r"连任")),
    ("hard_of_walking", re.compile(r"腿脚不便|行动不便")),
    ("cannot_read", re.compile(r"不识字|文盲")),
)


def markers(raw: Raw) -> frozenset[str]:
    """The remarks the program understands; the remark itself is kept as written."""
    text = tight(raw)
    return frozenset(name for name, pattern in MARKERS if pattern.search(text))
