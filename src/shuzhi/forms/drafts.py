"""Uploaded files kept between the choosing and the importing: one folder a draft, an hour at most.

Nothing of a draft is a record. Only the person who uploaded it can open it.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

LIFE = 3600
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft on disk: the files as they came, and the answers given so far."""

    token: str
    files: tuple[tuple[str, bytes], ...]
    answers: Mapping[str, str]


def _home() -> Path:
    home = Path(settings.VAR) / "drafts"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def _sweep() -> None:
    for folder in _home().iterdir():
        try:
            if time.time() - folder.stat().st_mtime > LIFE:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:
            continue


def keep(owner: int, files: Sequence[tuple[str, bytes]]) -> str:
    """Keeps files for an hour; answers the token that opens them."""
    _sweep()
    token = secrets.token_urlsafe(16)
    folder = _home() / token
    folder.mkdir(mode=0o700)
    for number, (_, data) in enumerate(files):
        (folder / str(number)).write_bytes(data)
    _write(folder, {"owner": owner, "names": [name for name, _ in files], "answers": {}})
    return token


def _write(folder: Path, told: dict[str, Any]) -> None:
    (folder / "draft.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _told(owner: int | None, token: str) -> tuple[Path, dict[str, Any]] | None:
    if not TOKEN.fullmatch(token):
        return None
    _sweep()
    folder = _home() / token
    try:
        told = json.loads((folder / "draft.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return (folder, told) if told["owner"] == owner else None


def open_draft(owner: int | None, token: str) -> Draft | None:
    """The draft of this token, or None: unknown, too old, or somebody else's."""
    found = _told(owner, token)
    if found is None:
        return None
    folder, told = found
    try:
        files = tuple((name, (folder / str(n)).read_bytes()) for n, name in enumerate(told["names"]))
    except OSError:
        return None
    return Draft(token, files, told["answers"])


def answer(owner: int | None, token: str, answers: Mapping[str, str]) -> bool:
    """Adds answers to a draft; an empty answer takes an earlier one back."""
    found = _told(owner, token)
    if found is None:
        return False
    folder, told = found
    merged = {**told["answers"], **answers}
    told["answers"] = {k: v for k, v in merged.items() if v}
    _write(folder, told)
    return True


def drop(owner: int | None, token: str) -> None:
    """The draft is done with."""
    if found := _told(owner, token):
        shutil.rmtree(found[0], ignore_errors=True)
