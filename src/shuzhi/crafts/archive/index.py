"""The page of contents: opens from a folder in any browser, Chinese first, English beside it, without script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from .box import Filed

Pair = tuple[str, str]
STYLE = """
body { font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #24211c; background: #f7f4ec; margin: 0; }
main { overflow-wrap: anywhere; max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1, h2 { font-family: "Noto Serif CJK SC", SimSun, "Songti SC", serif; line-height: 1.4; }
h1 { color: #9c2a22; margin: 0 0 .5rem; } h2 { margin: 2.5rem 0 .5rem; font-size: 1.25rem; }
[lang=en] { color: #6a6457; font-size: .875em; } h1 [lang=en], h2 [lang=en] { display: block; font-family: sans-serif; font-weight: 400; }
p { margin: .5rem 0; } pre { background: #fff; border: 1px solid #ddd6c6; padding: .75rem 1rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: #fff; border: 1px solid #ddd6c6; }
td { padding: .5rem .75rem; border-top: 1px solid #ddd6c6; vertical-align: top; } td + td { white-space: nowrap; text-align: right; color: #6a6457; }
td [lang=en], td code { display: block; } code { font-size: .75rem; color: #6a6457; overflow-wrap: anywhere; } a { color: #1d4f7c; overflow-wrap: anywhere; }
@media (max-width: 36rem) { td code { display: none; } }
"""
CHECK = """\
sha256sum -c SHA256SUMS          # Linux
shasum -a 256 -c SHA256SUMS      # macOS
certutil -hashfile FILE SHA256   # Windows
"""


def _both(pair: Pair) -> str:
    return f'{escape(pair[0])} <span lang="en">{escape(pair[1])}</span>'


def _size(n: int) -> str:
    return f"{n / 1024 / 1024:.1f} MB" if n >= 1024 * 1024 else f"{max(1, round(n / 1024))} KB"


def _row(file: Filed) -> str:
    link = f'<a href="{escape(quote(file.path))}">{escape(file.zh)}</a> <span lang="en">{escape(file.en)}</span>'
    kind = escape(file.path.rpartition(".")[2].upper())
    return f"<tr><td>{link}<code>{file.digest}</code></td><td>{kind} · {_size(file.size)}</td></tr>"


def page(title: Pair, notes: Sequence[Pair], sections: Mapping[str, Pair], filed: Sequence[Filed]) -> str:
    """All files by section, what the box is, and how to check it."""
    parts = [
        "<!doctype html>",
        '<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>{escape(title[0])}</title><style>{STYLE}</style></head><body><main>",
        f"<h1>{_both(title)}</h1>",
        *(f"<p>{_both(note)}</p>" for note in notes),
        f"<h2>{_both(('怎样核对', 'How to check'))}</h2>",
        f"<p>{_both(('解开以后在这个文件夹里运行下面一行：每个文件后面都应是 OK。', 'Unpack, then run one of these lines in the folder; every file must be OK.'))}</p>",
        f"<pre>{escape(CHECK)}</pre>",
    ]
    for key, heading in sections.items():
        files = [one for one in filed if one.section == key]
        if files:
            parts += [f"<h2>{_both(heading)}</h2>", "<table>", *map(_row, files), "</table>"]
    return "\n".join([*parts, "</main></body></html>\n"])
