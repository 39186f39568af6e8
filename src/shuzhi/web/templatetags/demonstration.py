"""``{% load demonstration %}``: who signs in to the demonstration district; nothing at all in a real one."""

from __future__ import annotations

from typing import Any

from django import template

from shuzhi.reads.demonstration import PASSWORD, players

register = template.Library()


@register.inclusion_tag("account/_demonstration.html")
def demonstration_accounts() -> dict[str, Any]:
    """The accounts of the demonstration with their one password."""
    return {"players": players(), "password": PASSWORD}
