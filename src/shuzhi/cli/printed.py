"""The pages of docs/ that are printed from the code."""

from __future__ import annotations

from shuzhi.cli import citations
from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.gate import offices_for
from shuzhi.rules.not_software import NOT_SOFTWARE
from shuzhi.rules.register import REGISTER, Act
from shuzhi.rules.roles import OFFICE_NAMES, Office, RoundKind
from shuzhi.rules.states import STATES

PRINTED = "<!-- printed by `python manage.py docs`; do not edit -->\n"


def _offices(row: Act) -> str:
    by_kind = {kind: offices_for(row, kind) for kind in RoundKind}
    if len(set(by_kind.values())) == 1:
        return _names(by_kind[RoundKind.TOWN])
    return "; ".join(f"{kind}: {_names(held)}" for kind, held in by_kind.items())


def _names(offices: frozenset[Office]) -> str:
    return ", ".join(OFFICE_NAMES[o].en for o in Office if o in offices)


def _row(row: Act) -> str:
    needs = ", ".join(f"`{n.__module__.rpartition('.')[2]}.{n.__name__}`" for n in row.needs)
    source = ", ".join(s for s in STATES.get(row.on, {}) if s in row.source)
    target = f"{row.creates}: {row.target or '—'}" if row.creates else row.target or ""
    cells = (
        f"`{row.name}`",
        f"{row.label.zh} · {row.label.en}",
        row.on,
        source,
        target,
        _offices(row),
        needs,
        row.clause,
    )
    return "| " + " | ".join(cells) + " |"


def acts_page() -> str:
    """docs/acts.md: the register of acts, one row each."""
    head = (
        f"{PRINTED}\n# The register of acts\n\n"
        "Every act of the institution, as the mover, the buttons, the API and the command line know it. "
        "An empty *from* means any state; *makes* names the new record and its first state.\n\n"
        "| act | label | on | from | to / makes | office | needs | clause |\n|---|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(_row(row) for row in REGISTER.values()) + "\n"


def clauses_page() -> str:
    """docs/clauses.md: clause -> rule -> act -> test."""
    rules, tests = citations.rules_by_clause(), citations.tests_by_clause()
    acts, editions = citations.acts_by_clause(), citations.editions_by_clause()
    lines = [PRINTED, "# Clause by clause: who enforces it, and which test proves it\n"]
    for clause in CLAUSES.values():
        lines.append(f"## {clause.id}{'' if clause.must else ' (in principle)'}\n")
        lines.append(f"> {clause.zh}\n")
        for label, found in (("rules", rules), ("acts", acts), ("editions", editions), ("tests", tests)):
            if found.get(clause.id):
                lines.append(f"- {label}: " + ", ".join(f"`{n}`" for n in found[clause.id]))
        if clause.id in NOT_SOFTWARE:
            lines.append(f"- not software: {NOT_SOFTWARE[clause.id].en}")
        lines.append("")
    return "\n".join(lines)
