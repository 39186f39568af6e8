"""Act name -> its form; written out, and held to the register by a test."""

from __future__ import annotations

from shuzhi.forms.base import ActForm

FORMS: dict[str, type[ActForm]] = {}
