"""The catalogues of words: ``python tools/messages.py check | compile | missing``.

Texts in code and templates are Chinese; the English stands in ``locale/en/<noun>.po``, one file a
noun of the institution. Libraries whose texts are English and come without Chinese are translated
in ``locale/zh_Hans/<library>.po``.

compile   joins the files of each language into ``LC_MESSAGES/django.mo``
check     every Chinese text in use has its English, with the same blanks; entries no longer in
          use are listed and forgiven
missing   prints the texts without English as entries ready to be filled in
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "shuzhi"
LOCALE = SOURCE / "locale"

KEYWORDS: dict[str, Any] = {"_": None}
for _name, _places in {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}.items():
    KEYWORDS[_name] = KEYWORDS[f"{_name}_lazy"] = _places
KEYWORDS["gettext_noop"] = None

BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]")
Key = tuple[str, str | None]  # what is said, and in which context


def used() -> dict[Key, tuple[str | tuple[str, ...], str]]:
    """Every text handed to gettext in code and templates: its id (or both ids) and the first place."""
    found: dict[Key, tuple[str | tuple[str, ...], str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or not path.is_file():
            continue
        code = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            if "{%" not in code and "{{" not in code:
                continue
            # templatize leaves code between blanked-out text; indents would confuse the reader.
            code = "\n".join(line.lstrip() for line in templatize(code, origin=str(path)).split("\n"))
        for line, words, _, context in extract("python", BytesIO(code.encode()), KEYWORDS):
            first = words[0] if isinstance(words, tuple) else words
            if first:
                found.setdefault((first, context), (words, f"{path.relative_to(ROOT)}:{line}"))
    return found


def files(language: str) -> list[Path]:
    return sorted((LOCALE / language).glob("*.po"))


def entries(language: str) -> Iterator[tuple[Path, Message]]:
    for path in files(language):
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=language, abort_invalid=True)
        for message in catalogue:
            if message.id and all(forms(message.string)):
                yield path, message


def forms(words: Any) -> tuple[str, ...]:
    """A text, or the singular and plural of one, as a tuple."""
    return (words,) if isinstance(words, str) else tuple(words or ())


def key(message: Message) -> Key:
    return forms(message.id)[0], message.context


def joined(language: str) -> tuple[dict[Key, Message], list[str]]:
    """All entries of a language, and a complaint for each text said in two different ways."""
    whole: dict[Key, Message] = {}
    home: dict[Key, Path] = {}
    wrong = []
    for path, message in entries(language):
        known = whole.setdefault(key(message), message)
        first = home.setdefault(key(message), path)
        if known.string != message.string:
            wrong.append(
                f"“{key(message)[0]}”: {first.name} says {known.string!r}, {path.name} says {message.string!r}"
            )
        if message.fuzzy:
            wrong.append(f"“{key(message)[0]}” in {path.name} is marked fuzzy")
    return whole, wrong


def blanks(text: str) -> set[str]:
    return {match.group(0) for match in BLANK.finditer(text)}


def misfits(message: Message) -> bool:
    """Whether a translation names a blank its text does not fill, or leaves one out."""
    asked = set().union(*map(blanks, forms(message.id)))
    *singular, general = forms(message.string)  # "one sheet" may leave the number out
    return blanks(general) != asked or any(blanks(said) - asked for said in singular)


def compile_() -> list[str]:
    complaints = []
    for language in sorted(path.name for path in LOCALE.iterdir() if path.is_dir()) if LOCALE.is_dir() else []:
        whole, wrong = joined(language)
        complaints += wrong
        if wrong or not whole:
            continue
        catalogue = Catalog(locale=language, fuzzy=False)
        for message in whole.values():
            catalogue.add(message.id, message.string, context=message.context)
        target = LOCALE / language / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(exist_ok=True)
        part = target.with_suffix(".part")
        with part.open("wb") as stream:
            write_mo(stream, catalogue)
        part.replace(target)
    return complaints


def check() -> list[str]:
    asked = used()
    complaints = joined("zh_Hans")[1]
    english, wrong = joined("en")
    complaints += wrong
    complaints += [
        f"{where}: no English for “{text}”"
        for (text, context), (_, where) in asked.items()
        if (text, context) not in english
    ]
    complaints += [
        f"blanks differ: “{key(message)[0]}” — {message.string!r}" for message in english.values() if misfits(message)
    ]
    stale = sorted(text for text, context in english if (text, context) not in asked)
    if stale:
        print(f"{len(stale)} entries no longer in use: {' · '.join(stale)}")
    print(f"{len(asked)} texts in use, {len(english)} in English")
    return complaints


def missing() -> list[str]:
    english = joined("en")[0]
    for (text, context), (words, where) in used().items():
        if (text, context) in english:
            continue
        print(f"#: {where}")
        if context:
            print(f"msgctxt {quoted(context)}")
        print(f"msgid {quoted(text)}")
        if isinstance(words, tuple):
            print(f'msgid_plural {quoted(words[1])}\nmsgstr[0] ""\nmsgstr[1] ""\n')
        else:
            print('msgstr ""\n')
    return []


def quoted(text: str) -> str:
    return '"' + text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n") + '"'


def main(arguments: list[str]) -> int:
    deeds = {"compile": compile_, "check": check, "missing": missing}
    if len(arguments) != 1 or arguments[0] not in deeds:
        print(__doc__)
        return 2
    if not settings.configured:
        settings.configure(USE_I18N=False)
    complaints = deeds[arguments[0]]()
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
