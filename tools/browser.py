"""Lay out the browser's libraries of the sealed record under ``build/browser``: @noble's curves and hashes, TweetNaCl, and qr.

They come as npm packages, as modules a browser can read but for two things that are mended here: they name each other
by package, and browsers want an address; and comments that stand on lines of their own take half the bytes.
No bundler: what is served is their own code. Run by ``tools/setup.py``; whitenoise packs it with the rest.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
SHELF = ROOT / "build" / "browser"
LIBRARIES = SHELF / "record-libraries"
ENTRIES = [
    "@noble/curves/ed25519.js",
    "@noble/hashes/sha2.js",
    "@noble/hashes/scrypt.js",
    "qr/index.js",
    "qr/decode.js",
]
PLAIN = {"nacl-fast.min.js": "tweetnacl/nacl-fast.min.js"}
LICENCES = {
    "noble-curves.txt": "@noble/curves/LICENSE",
    "noble-hashes.txt": "@noble/hashes/LICENSE",
    "qr.txt": "qr/LICENSE-MIT",
}

IMPORT = re.compile(r"""(^import\s[^;]*?["'])([^"']+)(["'];)""", re.MULTILINE)
OWN_LINES = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)


def lay_out() -> None:
    """The entries and all they import, each once; a half-made folder is never left under the final name."""
    part = SHELF.with_name("browser.part")
    shutil.rmtree(part, ignore_errors=True)
    folder = part / LIBRARIES.name
    todo, seen = list(ENTRIES), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        text, named = mended(name, (PACKAGES / name).read_text(encoding="utf-8"))
        todo += named
        target = folder / name.removeprefix("@")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for name, source in (PLAIN | LICENCES).items():
        shutil.copyfile(PACKAGES / source, folder / name)
    shutil.rmtree(SHELF, ignore_errors=True)
    part.replace(SHELF)


def mended(name: str, text: str) -> tuple[str, list[str]]:
    """A module with addresses instead of names of packages, and the modules it imports."""
    named: list[str] = []

    def address(found: re.Match[str]) -> str:
        wanted = found[2]
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(name), wanted)) if wanted[0] == "." else wanted
        named.append(whole)
        near = posixpath.relpath(whole, posixpath.dirname(name))
        return f"{found[1]}{near if near[0] == '.' else f'./{near}'}{found[3]}"

    return IMPORT.sub(address, OWN_LINES.sub("", text)), named


if __name__ == "__main__":
    lay_out()
