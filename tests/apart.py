"""Programs that tests start on a database of their own, whatever the other tests run on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
# One time is enough: the file is the same whatever the other tests run on.
ON_SQLITE_ONCE = pytest.mark.skipif(ON_POSTGRES, reason="on SQLite files of its own, whatever the other tests run on")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What such a program is told: its place, an SQLite file there, and where the code lies."""
    return {
        **os.environ,
        "SHUZHI_VAR": str(folder / "var"),
        "DATABASE_URL": f"sqlite:///{folder / 'live.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "shuzhi.settings",
        "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("src", ".", "tools")),
        **more,
    }


NO_MATTER_WHICH = pytest.mark.skipif(
    ON_POSTGRES, reason="long, and about what is done with the records, whichever database keeps them"
)
