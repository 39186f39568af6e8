"""The floors of the house: who may import whom. The contract itself stands in pyproject.toml."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

HIDE_DJANGO = """
import importlib, pkgutil, sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "django":
            raise ImportError(f"{name} is hidden")

sys.meta_path.insert(0, Hidden())
for floor in ("shuzhi.rules", "shuzhi.crafts"):
    package = importlib.import_module(floor)
    for module in pkgutil.walk_packages(package.__path__, f"{floor}."):
        importlib.import_module(module.name)
        print(module.name)
"""


def contract(house: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the ``src`` and ``pyproject.toml`` in a folder."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200"}
    return subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)


def test_arrows_only_go_down():
    said = contract(ROOT)
    assert said.returncode == 0, said.stdout
    assert "Contracts: 4 kept, 0 broken." in said.stdout


@pytest.mark.parametrize(
    ("path", "line", "contract_name"),
    [
        ("rules/stray.py", "import django.utils.timezone", "Rules and crafts know neither"),
        ("reads/stray.py", "import shuzhi.acts", "Arrows only go down"),
        ("web/stray.py", "import shuzhi.records", "Doors get what they show from reads"),
        ("papers/stray.py", "import shuzhi.acts", "Printing changes nothing"),
    ],
)
def test_a_stray_import_breaks_the_contract(tmp_path: Path, path: str, line: str, contract_name: str):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "src" / "shuzhi", tmp_path / "src" / "shuzhi", ignore=shutil.ignore_patterns("static", "locale")
    )
    (tmp_path / "src" / "shuzhi" / path).write_text(f"{line}\n")
    said = contract(tmp_path)
    assert said.returncode == 1
    broken = [row for row in said.stdout.splitlines() if row.endswith(" BROKEN")]
    assert any(row.startswith(contract_name) for row in broken)


def test_rules_and_crafts_stand_without_django():
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", HIDE_DJANGO]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "shuzhi.rules.verdict" in done.stdout
