"""What surrounds a paper's text in Word: sheet and grid, styles, page numbers, settings, words behind the page."""

from __future__ import annotations

from docx.document import Document as File
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from . import figures
from .blocks import Document, plain
from .docx_styles import sheet_of_styles
from .figures import MM, Page
from .words import clean, width
from .wordxml import Element, el, paragraph, run, twips

_NOT_OURS = {"thumbnail", "customXml", "stylesWithEffects"}  # of the empty document that python-docx begins with


def frame(file: File, page: Page, document: Document, across: str) -> None:
    """Sheet, grid, styles, page numbers, settings and what the file says of itself."""
    sheet_of_styles(file.styles.element, page, document.language)
    for kept in list(file.element.body)[:-1]:
        file.element.body.remove(kept)
    for rels in (file.part.rels, file.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _NOT_OURS]:
            rels.pop(key)
    section = file.element.body.sectPr
    for child in list(section):
        section.remove(child)
    size = {"w": twips(page.width * MM), "h": twips(page.height * MM)}
    across_page = {"orient": "landscape"} if page.width > page.height else {}
    minor = page.size(figures.MINOR)
    margins = {side: twips(getattr(page, side) * MM) for side in ("top", "right", "bottom", "left")}
    foot = twips((page.bottom - figures.PAGE_NUMBER_DROP) * MM - minor / 2)
    section.append(el("w:pgSz", **size, **across_page))
    section.append(el("w:pgMar", **margins, header=twips(15 * MM), footer=foot, gutter=0))
    space = round((page.advance - page.size(figures.BODY)) * 4096)
    section.append(el("w:docGrid", type="linesAndChars", linePitch=twips(page.pitch), charSpace=space))
    _settings(file)
    only = file.sections[0]
    for footer, style in ((only.footer, "PageNumberOdd"), (only.even_page_footer, "PageNumberEven")):
        footer.is_linked_to_previous = False
        number = _field("PAGE", 1)
        if page.scale == 1:
            _only(footer.part.element, paragraph(style, [run("— "), number, run(" —")]))
        elif page.sheets > 1:
            counted = [run("第 "), number, run(" 张　共 "), _field("NUMPAGES", page.sheets), run(" 张")]
            _only(footer.part.element, paragraph(style, counted, el("w:jc", val="center")))
    for header in (only.header, only.even_page_header) if across else ():
        header.is_linked_to_previous = False
        _only(header.part.element, paragraph("Header", [_behind(clean(across), page)]))
    about = file.core_properties
    about.title, about.author, about.comments, about.last_modified_by = clean(plain(document.title))[:255], "", "", ""
    about.language = document.language


def _settings(file: File) -> None:
    """Odd and even pages apart, and the newest way of Word to lay out, which puts a table's edge on the margin."""
    file.settings.odd_and_even_pages_header_footer = True
    settings = file.settings.element
    for name, value in (("w:characterSpacingControl", "compressPunctuation"), ("w:compatSetting", "15")):
        settings.find(f".//{name}", settings.nsmap).set(qn("w:val"), value)
    settings.find("w:themeFontLang", settings.nsmap).set(qn("w:eastAsia"), "zh-CN")


def _field(name: str, shown: int) -> Element:
    return el("w:fldSimple", run(str(shown)), instr=f" {name} ")


def _only(part: Element, *content: Element) -> None:
    for child in list(part):
        part.remove(child)
    part.extend(content)


def _behind(text: str, page: Page) -> Element:
    """Large pale words aslant behind a page, as Word's own watermark has them."""
    size = page.across / max(width(text), 3) * 1.2
    made = parse_xml(_WATERMARK)
    shape, path = made.find(".//v:shape", _VML), made.find(".//v:shape/v:textpath", _VML)
    shape.set("style", f"{_PLACE};width:{size * width(text):.0f}pt;height:{size:.0f}pt")
    path.set("string", text)
    return made


_VML = {"v": "urn:schemas-microsoft-com:vml"}
_PLACE = (
    "position:absolute;rotation:328;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)
_WATERMARK = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
    path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
      <v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
      <v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
      <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
    <v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"/>
    <v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" o:allowincell="f" fillcolor="#dedede" stroked="f">
    <v:textpath style="font-family:'黑体';font-size:1pt"/>
  </v:shape>
</w:pict></w:r>"""
