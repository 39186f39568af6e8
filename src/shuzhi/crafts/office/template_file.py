"""An office's own Word file, opened with suspicion: what runs, fetches, hides or unpacks without end is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

BYTES, UNPACKED, PARTS, XML_BYTES, PARAGRAPHS = 3 * 2**20, 24 * 2**20, 400, 4 * 2**20, 20_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "[Content_Types].xml"
DOCUMENT = b"wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0"
PLAIN = frozenset(["xml", "rels", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "odttf"])
HARMLESS_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
INSERTED = frozenset(
    ["aFChunk", "oleObject", "control", "vbaProject", "subDocument", "package", "attachedToolbars", "frame"]
)
FETCHING = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.IGNORECASE)


class Unfit(Exception):
    """The file is no template: ``kind`` says why, ``what`` names the piece of it, if there is one to be named."""

    def __init__(self, kind: str, what: str = "") -> None:
        super().__init__(f"{kind}: {what}" if what else kind)
        self.kind = kind
        self.what = what


@dataclass(frozen=True, slots=True)
class Opened:
    """A file fit to be read. ``removed``: what was taken out of ``data`` because it leads outside the file."""

    data: bytes
    parts: Mapping[str, etree._Element]
    removed: tuple[str, ...]


def opened(data: bytes) -> Opened:
    """The file with nothing in it that acts. Raises ``Unfit``."""
    packed = _unpacked(data)
    types = packed.get(TYPES, b"")
    if b"macroEnabled" in types or any("vbaproject" in name.lower() for name in packed):
        raise Unfit("macros")
    if b"wordprocessingml.template.main+xml" in types:
        raise Unfit("dotx")
    if DOCUMENT not in types:
        raise Unfit("not_word")
    for name in packed:
        if name.rpartition(".")[2].lower() not in PLAIN:
            raise Unfit("embedded", name)
    parts = {name: _tree(part) for name, part in packed.items() if name.lower().endswith((".xml", ".rels"))}
    removed = tuple(gone for name, root in parts.items() if name.endswith(".rels") for gone in _relations(root))
    for root in parts.values():
        _fields(root)
    return Opened(_without(packed, parts) if removed else data, parts, removed)


def _unpacked(data: bytes) -> dict[str, bytes]:
    if not data:
        raise Unfit("empty")
    if len(data) > BYTES:
        raise Unfit("too_big")
    if data.startswith(OLE):
        raise Unfit("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_word")
    if not data.startswith(b"PK"):
        raise Unfit("not_word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = [part for part in archive.infolist() if not part.is_dir()]
            # zipfile never unpacks more of a part than the directory claims, so the claim is a bound.
            if len(listed) > PARTS or sum(part.file_size for part in listed) > UNPACKED:
                raise Unfit("bomb")
            if any(part.flag_bits & 0x1 for part in listed):
                raise Unfit("encrypted")
            found = {part.filename: archive.read(part) for part in listed}
    except Unfit:
        raise
    except Exception as error:
        raise Unfit("broken") from error
    if len(found) < len(listed):
        raise Unfit("broken")  # two parts of one name: another reader might open the other one
    return found


def _tree(part: bytes) -> etree._Element:
    if len(part) > XML_BYTES:
        raise Unfit("bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit("entities" if b"<!DOCTYPE" in part else "broken") from error
    told = root.getroottree().docinfo
    if told.doctype or told.internalDTD is not None:
        raise Unfit("entities")
    if (told.encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII", "ASCII"):
        raise Unfit("broken")
    if sum(1 for _ in root.iter(f"{W}p")) > PARAGRAPHS:
        raise Unfit("bomb")
    return root


def _relations(root: etree._Element) -> Iterable[str]:
    """Refuses what a file brings in from elsewhere; takes out, and names, the Word template it was written with."""
    for one in list(root):
        if not isinstance(one.tag, str):
            continue
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        if kind in INSERTED:
            raise Unfit("embedded", target)
        if one.get("TargetMode", "").lower() != "external":
            continue
        if kind == "attachedTemplate":
            root.remove(one)
            yield target
        elif kind != "hyperlink" or not HARMLESS_LINK.match(target):
            raise Unfit("external", target)


def _fields(root: etree._Element) -> None:
    codes = [node.text or "" for node in root.iter(f"{W}instrText")]
    codes += [node.get(f"{W}instr", "") for node in root.iter(f"{W}fldSimple")]
    for joined in ("".join(codes), " ".join(codes)):
        if found := FETCHING.search(joined):
            raise Unfit("field", found.group(1).upper())


def _without(packed: Mapping[str, bytes], parts: Mapping[str, etree._Element]) -> bytes:
    for root in parts.values():
        for node in list(root.iter(f"{W}attachedTemplate")):
            node.getparent().remove(node)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in packed.items():
            root = parts.get(name)
            whole = (
                part if root is None else etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
            archive.writestr(name, whole)
    return kept.getvalue()
