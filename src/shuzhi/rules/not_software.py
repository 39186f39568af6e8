"""Clauses that no line of a program can enforce, each with the reason."""

from __future__ import annotations

from shuzhi.rules.verdict import Text

NOT_SOFTWARE: dict[str, Text] = {}
