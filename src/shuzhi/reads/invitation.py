"""Invitation links: which one a secret opens, and whether it still works."""

from __future__ import annotations

import hashlib
from typing import Literal

from shuzhi.records import clock
from shuzhi.records import models as m

LinkState = Literal["good", "unknown", "used", "expired"]


def digest_of(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_of(secret: str) -> m.Invitation | None:
    """The invitation this secret opens."""
    return m.Invitation.objects.select_related("person__account").filter(digest=digest_of(secret)).first()


def link_state(invitation: m.Invitation | None) -> LinkState:
    """Whether a link works, and if not, why."""
    if invitation is None:
        return "unknown"
    if invitation.used:
        return "used"
    return "good" if clock.today() <= invitation.expires_on else "expired"
