"""What a rule answers: what is lacking, what calls for a reason, and under which clause.

A *must* of the regulation that is not met is a ``Lack``: the act is refused. An *in principle*
(原则上) that is not met is a ``Caution``: the act goes on only with a written reason, which stays
on record. One verdict serves the gate, the checklist on the page and the explanation in API and
command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; the ground floor has no gettext."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def format(self, **values: object) -> Text:
        """The same sentence with its blanks filled; a ``Text`` value goes in in its own language."""
        zh = {name: v.zh if isinstance(v, Text) else v for name, v in values.items()}
        en = {name: v.en if isinstance(v, Text) else v for name, v in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))


@dataclass(frozen=True, slots=True)
class Lack:
    """A must that is not met: what is missing, under which clause, and who can supply it.

    ``clause`` is a clause id of ``rules.clauses``, or a decision record (``D0001``) where the
    source document is silent.
    """

    clause: str
    text: Text
    who: Text | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """An *in principle* that is not met; the person responsible may go on with a reason."""

    clause: str
    text: Text
    who: Text | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that stands against an act. Empty means: go ahead."""

    lacks: tuple[Lack, ...] = ()
    cautions: tuple[Caution, ...] = ()

    def __add__(self, other: Verdict) -> Verdict:
        return Verdict(self.lacks + other.lacks, self.cautions + other.cautions)

    @property
    def clear(self) -> bool:
        return not (self.lacks or self.cautions)

    @property
    def refused(self) -> bool:
        return bool(self.lacks)


GO = Verdict()


def verdict(*findings: Lack | Caution | None) -> Verdict:
    """Collects findings, in the order given; ``None`` is a rule that is met."""
    return Verdict(
        tuple(f for f in findings if isinstance(f, Lack)),
        tuple(f for f in findings if isinstance(f, Caution)),
    )


def total(verdicts: Iterable[Verdict]) -> Verdict:
    """The sum of several verdicts."""
    result = GO
    for one in verdicts:
        result += one
    return result
