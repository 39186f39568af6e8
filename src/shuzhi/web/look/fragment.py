"""A piece drawn ahead of its place, so that the frame knows whether there is anything in it."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString


class Fragment(template.Node):
    """Draws its inside now and keeps it under a name, so that the frame knows whether it is empty."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        context[self.name] = self.nodelist.render(context)
        return SafeString()
