"""The styles of a paper in Word: one for each look, by the names an office knows, measured as GB/T 9704 has it."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from . import figures
from .figures import Page
from .wordxml import Element, el, fonts, twips

FANG, KAI, HEI, SONG, BIAO = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
# What a machine without the first takes instead, by Word's own table of typefaces.
INSTEAD = {FANG: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun", BIAO: "小标宋", LATIN: "Liberation Serif"}


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: name, typeface, size in points of A4, indents in characters."""

    key: str
    name: str
    based: str = "Normal"
    east: str = FANG
    latin: str = LATIN
    size: float = figures.BODY
    align: str = "both"
    first: float = 0
    left: float = 0
    hanging: float = 0
    right: float = 0
    outline: int = 0
    follows: bool = False  # stays on one page with the next paragraph
    colour: str = ""
    pitch: float = 0  # line pitch in sizes of type; 0: the grid's
    beside: bool = False  # a line down its left edge, grey behind it


STYLES = (
    Style("Masthead", "发文机关标志", east=BIAO, size=figures.MASTHEAD, align="center", colour="FF0000", pitch=1.2),
    Style("DocNumber", "发文字号", align="center"),
    Style("title", "公文标题", "Title", BIAO, size=figures.TITLE, align="center", follows=True),
    Style("subtitle", "公文副标题", "Subtitle", KAI, align="center"),
    Style("addressee", "主送机关"),
    Style("heading-1", "一级标题", "Heading1", HEI, first=2, outline=1, follows=True),
    Style("heading-2", "二级标题", "Heading2", KAI, first=2, outline=2, follows=True),
    Style("heading-3", "三级标题", "Heading3", first=2, outline=3, follows=True),
    Style("heading-4", "四级标题", "Heading4", first=2, outline=4, follows=True),
    Style("body", "公文正文", first=2),
    Style("flush", "顶格正文"),
    Style("quoted", "引文", first=2),
    Style("said", "宣读词", first=2),
    Style("cue", "会场提示", east=KAI, size=figures.MINOR, left=1, beside=True),
    Style("table-title", "表题", east=HEI, align="center", follows=True),
    Style("annex-list", "附件说明", left=5, hanging=3),
    Style("issuer", "发文机关署名", align="right", follows=True),
    Style("date", "成文日期", align="right"),
    Style("note", "附注", first=2),
    Style("annex", "附件标识", east=HEI),
    Style("annex-title", "附件标题", "Heading1", BIAO, size=figures.TITLE, align="center", outline=1, follows=True),
    Style("empty", "空行"),
    Style("Cell", "表格文字", size=figures.CELL, align="left", pitch=figures.CELL_LINE),
    Style("CellMiddle", "表格居中", "Cell", size=figures.CELL, align="center", pitch=figures.CELL_LINE),
    Style(
        "CellHead", "表格栏目", "Cell", HEI, size=figures.CELL, align="center", follows=True, pitch=figures.CELL_LINE
    ),
    Style("Gap", "表后", size=figures.AFTER_TABLE, pitch=1.0),
    Style("Imprint", "版记", size=figures.MINOR, align="left", left=4, hanging=3, right=1),
    Style("PageNumberOdd", "页码", "Footer", SONG, SONG, figures.MINOR, "right", right=1, pitch=1.0),
    Style("PageNumberEven", "页码（双页）", "Footer", SONG, SONG, figures.MINOR, "left", left=1, pitch=1.0),
)
BASES = (
    *((f"Heading{n}", f"heading {n}") for n in range(1, 5)),
    ("Title", "Title"),
    ("Subtitle", "Subtitle"),
    ("Header", "header"),
    ("Footer", "footer"),
)


def properties(style: Style, page: Page) -> tuple[Element, Element]:
    """Paragraph and run properties of a style on a sheet, in the order Word asks for.

    The grid is the section's, for who looks at the page set-up; the styles keep to it by pitch and spacing of their
    own, because LibreOffice gives a character wider than its cell two cells, and narrows the type area to whole cells
    of its own rounding: hence a twip to spare.
    """
    size = page.size(style.size)
    tight = floor(20 * (page.advance - size) - 1) / 20
    character = page.advance if style.size == figures.BODY else size
    pitch = style.pitch * size or page.pitch
    edge = el("w:pBdr", el("w:left", val="single", sz=12, space=6, color="606060")) if style.beside else None
    indent: dict[str, int] = {}
    for name, amount in (("left", style.left), ("right", style.right)):
        if amount:
            indent[name] = twips(amount * character)
    if style.first:
        indent |= {"firstLineChars": round(style.first * 100), "firstLine": twips(style.first * character)}
    if style.hanging:
        indent["hanging"] = twips(style.hanging * character)
    level = el("w:outlineLvl", val=style.outline - 1) if style.outline else None
    return (
        el(
            "w:pPr",
            el("w:keepNext") if style.follows else None,
            el("w:widowControl", val=0),
            *((edge, el("w:shd", val="clear", color="auto", fill="F0F0F0")) if edge is not None else ()),
            el("w:kinsoku"),
            el("w:overflowPunct"),
            el("w:autoSpaceDE", val=0),
            el("w:autoSpaceDN", val=0),
            el("w:adjustRightInd", val=0),
            el("w:snapToGrid", val=0),
            el("w:spacing", before=0, after=0, line=twips(pitch), lineRule="exact"),
            el("w:ind", **indent) if indent else None,
            el("w:jc", val=style.align),
            level,
        ),
        el(
            "w:rPr",
            fonts(style.east, style.latin),
            el("w:b", val=0),
            el("w:i", val=0),
            el("w:color", val=style.colour or "000000"),
            el("w:spacing", val=twips(tight) if style.size == figures.BODY else 0),
            el("w:kern", val=0),
            el("w:sz", val=round(size * 2)),
            el("w:szCs", val=round(size * 2)),
        ),
    )


def sheet_of_styles(styles: Element, page: Page, language: str) -> None:
    """Word's own list of styles replaced by the paper's."""
    for child in list(styles):
        styles.remove(child)
    words = el("w:lang", val="en-US", eastAsia="zh-CN") if language.startswith("zh") else el("w:lang", val=language)
    size = round(page.size(figures.BODY) * 2)
    plain = el("w:rPr", fonts(FANG, LATIN), el("w:sz", val=size), el("w:szCs", val=size), words)
    styles.append(el("w:docDefaults", el("w:rPrDefault", plain), el("w:pPrDefault", el("w:pPr"))))
    normal = el("w:style", el("w:name", val="Normal"), el("w:qFormat"), type="paragraph", default=1, styleId="Normal")
    normal.extend(properties(Style("", ""), page))
    styles.append(normal)
    styles.append(
        el("w:style", el("w:name", val="Default Paragraph Font"), type="character", default=1, styleId="Letters")
    )
    table = el("w:style", el("w:name", val="Normal Table"), type="table", default=1, styleId="TableNormal")
    styles.append(table)
    styles.append(el("w:style", el("w:name", val="No List"), type="numbering", default=1, styleId="NoList"))
    for key, name in BASES:
        made = el("w:style", el("w:name", val=name), el("w:basedOn", val="Normal"), type="paragraph", styleId=key)
        if key.startswith("Heading"):
            made.append(el("w:pPr", el("w:outlineLvl", val=int(key[-1]) - 1)))
        styles.append(made)
    for style in STYLES:
        made = el(
            "w:style",
            el("w:name", val=style.name),
            el("w:basedOn", val=style.based),
            type="paragraph",
            customStyle=1,
            styleId=style.key,
        )
        made.append(el("w:qFormat"))
        made.extend(properties(style, page))
        styles.append(made)


def typefaces() -> Element:
    """The table of typefaces, with what to take where one is missing."""
    return el(
        "w:fonts",
        *(
            el("w:font", el("w:altName", val=instead), el("w:charset", val="00" if name == LATIN else "86"), name=name)
            for name, instead in INSTEAD.items()
        ),
    )
