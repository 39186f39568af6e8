"""What every record shares."""

from __future__ import annotations

from typing import Any

from django.db import models

from shuzhi.rules.states import STATES


class Record(models.Model):
    """A record of the archive.

    ``noun`` is its name in the register; ``round_path`` is the way from it to its round, in the
    ORM's words, or empty when it belongs to no round.
    """

    noun: str = ""
    round_path: str = ""

    class Meta:
        abstract = True


def state_field(noun: str, **kwargs: Any) -> models.CharField:
    """The state column of a noun, limited to the states of ``rules.states``."""
    first = next(iter(STATES[noun]))
    return models.CharField(
        max_length=16,
        default=first,
        choices=[(key, text.zh) for key, text in STATES[noun].items()],
        **kwargs,
    )


def state_check(noun: str) -> models.CheckConstraint:
    """The database itself refuses a state the institution does not know."""
    return models.CheckConstraint(condition=models.Q(state__in=list(STATES[noun])), name=f"{noun}_state_known")
