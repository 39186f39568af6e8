"""What a bench asks for, held against what it measured."""

from __future__ import annotations

from collections.abc import Sequence

# What is measured, the figure, "≤" or "≥", the bar.
Goal = tuple[str, float, str, float]


def missed(goals: Sequence[Goal], *, value: str = ".2f", bar: str = "g") -> int:
    """Prints a line a goal, in these formats; returns how many are missed."""
    wrong = 0
    for name, figure, sign, goal in goals:
        good = figure <= goal if sign == "≤" else figure >= goal
        wrong += not good
        print(f"{'✓' if good else '✗'} {name}: {figure:{value}} ({sign} {goal:{bar}})")
    return wrong
