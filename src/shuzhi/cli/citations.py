"""Which clause is cited where: rules, acts, edition leaves and tests, read from the sources themselves."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.register import REGISTER

PACKAGE = Path(__file__).resolve().parents[1]
TESTS = PACKAGE.parents[1] / "tests"
_ID = re.compile(r"(?<![\w./])\d\.\d[a-d]?(?:\([ivx]+\))?(?![\w])")


def parts(clause: str) -> list[str]:
    """The clauses a clause is divided into; none for most."""
    return [c for c in CLAUSES if c != clause and re.match(re.escape(clause) + r"[.a-d(]", c)]


def _known(text: str) -> set[str]:
    """The clause ids in a text; an item of 4.3b names 4.3b too."""
    found = set(_ID.findall(text))
    return (found | {i.split("(")[0] for i in found}) & CLAUSES.keys()


def _ids(node: ast.AST) -> set[str]:
    """Clause ids in the strings of a piece of code, its docstring included."""
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            found |= _known(part.value)
    return found


def _functions(folder: Path) -> Iterator[tuple[Path, ast.FunctionDef | ast.ClassDef]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield path, node


def _cited(folder: Path, root: Path) -> dict[str, list[str]]:
    cited: dict[str, list[str]] = defaultdict(list)
    for path, node in _functions(folder):
        for clause in _ids(node):
            cited[clause].append(f"{path.relative_to(root).with_suffix('').as_posix()}.{node.name}")
    return cited


@cache
def rules_by_clause() -> dict[str, list[str]]:
    """Clause id -> functions and facts of ``rules`` that name it."""
    return _cited(PACKAGE / "rules", PACKAGE / "rules")


@cache
def tests_by_clause() -> dict[str, list[str]]:
    """Clause id -> tests that name it."""
    return _cited(TESTS, TESTS)


@cache
def acts_by_clause() -> dict[str, list[str]]:
    """Clause id -> acts done under it."""
    cited: dict[str, list[str]] = defaultdict(list)
    for row in REGISTER.values():
        cited[row.clause].append(row.name)
    return cited


@cache
def editions_by_clause() -> dict[str, list[str]]:
    """Clause id -> editions with a leaf under it."""
    cited: dict[str, list[str]] = defaultdict(list)
    for path in sorted((PACKAGE / "rules" / "editions").glob("*.toml")):
        leaves = re.findall(r'clause\s*=\s*"([^"]+)"', path.read_text(encoding="utf-8"))
        for clause in sorted(_known(" ".join(leaves))):
            cited[clause].append(path.stem)
    return cited
