"""The office's own template: a Word file whose placeholders are checked before it is used, and filled with plain text.

A template can print known names, go over lists and ask ``if``; it can run nothing (D0011). Values come out as text
whatever is in them: brackets, mark-up and control characters open nothing, line breaks become line breaks.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby, islice
from typing import Any, TypeAlias

from docx.opc.constants import CONTENT_TYPE
from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from .blocks import Blank
from .template_file import Unfit, W, opened
from .template_sense import FILTERS, Many, Misuse, Shape, forbidden, misuses
from .template_tags import NEAR, Flaw, Line, Tag, hidden, ill_written, lines, tags, unended

MARKS, STRAY, WAY = re.compile(r"<[^>]*>"), re.compile(r"unknown tag '(\w+)'"), re.compile(r"^\{%(?:p|tr|tc|r) ")
TURNS, CHARACTERS, MOST = 20_000, 24 * 2**20, 60
Value: TypeAlias = "str | int | Sequence[Value] | Mapping[str, Value] | None"


class TooLong(ValueError):
    """What the template would write has no reasonable end."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a template uses, and everything that stands against its use. ``data``: the file as it may be kept."""

    data: bytes
    used: tuple[str, ...]
    flaws: tuple[Flaw, ...]
    removed: tuple[str, ...]


def check(data: bytes, known: Mapping[str, Shape]) -> Checked:
    """Reads a template against the names there are. Raises ``Unfit`` for a file that is none."""
    file = opened(data)
    found = list(lines(file.parts))
    written = tags(found)
    flaws = list(islice(ill_written(found), MOST))
    used: dict[str, None] = {}
    if not written and not flaws:
        flaws.append(Flaw("nothing", ""))
    if not flaws and hidden(file.parts):
        flaws.append(Flaw("hidden", ""))
    if flaws:
        flaws += _misspelt(written, known)
    else:
        own = _open(file.data)
        for source in own.sources():
            try:
                tree = ENVIRONMENT.parse(source)
            except TemplateSyntaxError as error:
                flaws.append(_unreadable(error, source, written))
                flaws += _misspelt(written, known)
                continue
            used |= dict.fromkeys(name for name in _names(tree) if name in known)
            for wrong in dict.fromkeys(misuses(tree, known)):
                flaws += _placed(wrong, written, source)
    if not flaws:
        flaws += _tried(file.data, known)
    return Checked(file.data, tuple(used), tuple(dict.fromkeys(flaws))[:MOST], file.removed)


def fill(data: bytes, values: Mapping[str, Value]) -> bytes:
    """The template with these values; what is None or not there is printed 〔待填：…〕.

    Raises ``TooLong``, ``Unfit`` where the file is no template, and ``ValueError`` where its parts don't fit together.
    """
    own = _open(opened(data).data)
    try:
        own.render(_Turns().text(values), ENVIRONMENT)
        kept = io.BytesIO()
        own.save(kept)
    except (TooLong, Unfit):
        raise
    except Exception as error:
        raise ValueError(f"template: {error}") from error
    return kept.getvalue()


def text_in(data: bytes) -> tuple[str, ...]:
    """The words of a Word file, paragraph by paragraph, headers and notes last."""
    return tuple(one.text for one in lines(opened(data).parts))


def rows_in(data: bytes) -> tuple[str, ...]:
    """The same with the cells of a table's row in one line."""

    alone = count()

    def row(one: Line) -> tuple[int, ...]:
        return one.place.numbers[:2] if one.place.kind == "table" else (next(alone),)

    return tuple("　".join(one.text for one in same) for _, same in groupby(lines(opened(data).parts), key=row))


class _Missing(Undefined):
    """A value that is not there: empty to ``if`` and ``for``, 〔待填：…〕 where it is printed."""

    def __str__(self) -> str:
        return str(Blank(self._undefined_name or ""))

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False


class _Ended(Template):
    """A template whose output ends."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        pieces, length = [], 0
        for piece in self.generate(*args, **kwargs):
            length += len(piece)
            if length > CHARACTERS:
                raise TooLong("characters")
            pieces.append(piece)
        return "".join(pieces)


def _environment() -> SandboxedEnvironment:
    made = SandboxedEnvironment(autoescape=True, undefined=_Missing)
    made.template_class = _Ended
    made.globals.clear()
    made.tests.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


ENVIRONMENT = _environment()


class _Own(DocxTemplate):  # type: ignore[misc]
    """docxtpl with nothing but text in and a well-formed file out."""

    def sources(self) -> Iterator[str]:
        """Everything that would be rendered, as the template engine sees it."""
        yield self._lined(self.patch_xml(self.get_xml()))
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(uri):
                yield self._lined(self.patch_xml(self.get_part_xml(part)))
        for part in self.docx.part.package.parts:
            if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
                yield self._lined(self.patch_xml(part.blob.decode()))

    @staticmethod
    def _lined(source: str) -> str:
        return source.replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>")

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        if refused := forbidden(ENVIRONMENT.parse(src_xml)):
            raise Unfit("forbidden", refused)
        return str(super().render_xml_part(src_xml, part, context, jinja_env))

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """The file's author and title are not a text to be filled in."""

    def fix_tables(self, xml: str) -> Any:
        """Refuses what is not well-formed, where docxtpl would mend by guessing; no cell is without a paragraph."""
        etree.fromstring(xml)
        tree = super().fix_tables(xml)
        for table in list(tree.iter(f"{W}tbl")):
            if table.find(f"{W}tr") is None:
                table.getparent().remove(table)
        for cell in tree.iter(f"{W}tc"):
            if cell.find(f"{W}p") is None:
                cell.append(etree.Element(f"{W}p"))
        return tree


def _open(data: bytes) -> _Own:
    try:
        own = _Own(io.BytesIO(data))
        own.init_docx()
    except Exception as error:
        raise Unfit("broken") from error
    return own


class _Turns:
    """Values as text, and a count of the turns that loops take over them."""

    def __init__(self) -> None:
        self.left = TURNS

    def text(self, value: Any) -> Any:
        match value:
            case Mapping():
                return {key: self.text(one) for key, one in value.items() if one is not None}
            case str():
                # The engine takes a bracket coded like this for no bracket of its own, however often it looks.
                coded = str(escape(_printable(value))).replace("{", "&#123;").replace("}", "&#125;")
                return Markup(coded)  # noqa: S704 - escaped one line above
            case Sequence():
                return _Counted(self, [self.text(one) for one in value])
            case _:
                return value


class _Counted(Sequence[Any]):
    def __init__(self, turns: _Turns, items: list[Any]) -> None:
        self._turns, self._items = turns, items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        return self._items[index]

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self._turns.left -= 1
            if self._turns.left < 0:
                raise TooLong("turns")
            yield item


def _printable(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in text if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff")
    )


def _names(tree: Any) -> Iterator[str]:
    from_loops = {loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}
    return (one.name for one in tree.find_all(nodes.Name) if one.name not in from_loops)


def _misspelt(written: list[Tag], known: Mapping[str, Shape]) -> Iterator[Flaw]:
    """Wrong names in a file that has worse to mend: its placeholders read without what stands between them."""
    ends = [f"{{% end{word} %}}" for word, _ in reversed(unended(written))]
    source = "\n".join([*(WAY.sub("{%", tag.text) for tag in written), *ends])
    try:
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError:
        return
    for wrong in dict.fromkeys(misuses(tree, known)):
        if wrong.kind != "forbidden":
            yield from _placed(wrong, written, source)


def _placed(wrong: Misuse, written: list[Tag], source: str) -> list[Flaw]:
    """Every place where a wrong name was typed; for what is not a name, the words of its paragraph."""
    where = [tag for tag in written if wrong.what in tag.text] if wrong.kind != "forbidden" else []
    if not where:
        return [Flaw(wrong.kind, "", None, _row(source, wrong.row), wrong.near)]
    return [Flaw(wrong.kind, wrong.what, tag.place, tag.around, wrong.near) for tag in where]


def _row(source: str, number: int) -> str:
    rows = source.splitlines()
    words = " ".join(MARKS.sub("", rows[min(number, len(rows)) - 1]).split())
    return words if len(words) <= 4 * NEAR else words[: 4 * NEAR] + "…"


def _unreadable(error: TemplateSyntaxError, source: str, written: list[Tag]) -> Flaw:
    """What the engine was looking for, and the words of the paragraph in which it lost the thread."""
    message = error.message or ""
    if "end of template" in message:
        begun = "if" if "'endif'" in message else "for"
        left = next((tag for word, tag in reversed(unended(written)) if word == begun), None)
        return Flaw("no_end", f"end{begun}", left.place if left else None, left.around if left else "")
    if found := STRAY.search(message):
        return Flaw("no_start", found.group(1), None, _row(source, error.lineno))
    return Flaw("syntax", "", None, _row(source, error.lineno))


def _tried(data: bytes, known: Mapping[str, Shape]) -> list[Flaw]:
    """Filled once with two of everything and once with none: what would not come out whole is found before its use."""
    for many in (2, 0):
        try:
            fill(data, {name: _sample(shape, many) for name, shape in known.items()})
        except TooLong:
            return [Flaw("too_long", "")]
        except ValueError:
            return [Flaw("torn", "")]
        except Unfit as error:
            return [Flaw(error.kind, error.what)]
    return []


def _sample(shape: Shape, many: int) -> Value:
    match shape:
        case None:
            return "样"
        case Many(item=item):
            return [_sample(item, many)] * many
        case _:
            return {name: _sample(part, many) for name, part in shape.items()}
