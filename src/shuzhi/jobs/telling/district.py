"""What every story needs: the calendar, the people by name, chance that falls alike every time."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from shuzhi.jobs.telling.days import Days
from shuzhi.reads import by_name
from shuzhi.rules.roles import Actor


@dataclass(slots=True)
class District:
    """A district in which stories run; ``office`` and ``chair`` are those who act for it as a whole."""

    days: Days
    chance: Random
    name: str
    office_name: str
    chair_name: str
    programme: Any = None
    actors: dict[str, Actor] = field(default_factory=dict)

    def who(self, name: str) -> Actor:
        """The actor a person is; offices do not change once the stories run."""
        if name not in self.actors:
            self.actors[name] = by_name.actor(name)
        return self.actors[name]

    def body(self, name: str) -> Any:
        return by_name.body(name)

    def group(self, of: str, level: str, number: int) -> Any:
        return by_name.group(self.body(of), level, number)

    def person(self, name: str) -> Any:
        return by_name.person(name)

    @property
    def office(self) -> Actor:
        return self.who(self.office_name)

    @property
    def chair(self) -> Actor:
        return self.who(self.chair_name)
