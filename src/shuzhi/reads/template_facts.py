"""What the rules ask of an office's own template (D0011)."""

from __future__ import annotations

from shuzhi.records import models as m
from shuzhi.rules.template import TemplateFacts


def facts(template: m.Template) -> TemplateFacts:
    """How much stands against its use."""
    return TemplateFacts(flaws=len(template.flaws))
