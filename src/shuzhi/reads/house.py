"""The district itself."""

from __future__ import annotations

from shuzhi.records import models as m


def district() -> m.Body | None:
    """The district this program serves; None before the first import."""
    return m.Body.objects.filter(kind=m.Body.Kind.DISTRICT).first()


def district_name() -> str:
    """The district's name as the masthead shows it."""
    found = district()
    return found.name if found else ""
