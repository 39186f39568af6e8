"""The way back from a page of a round."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.reads.round_home import steps, title
from shuzhi.rules.standing import Standing


def in_round(s: Standing, here: str = "") -> dict[str, Any]:
    """What every page of a round shows above its own matter: where one is, and the strip of stages."""
    crumbs = [(_("各轮述职"), reverse("rounds")), (s.organiser, reverse("round", args=[s.pk]))]
    if here:
        crumbs.append((here, ""))
    return {"s": s, "crumbs": crumbs, "round_title": title(s), "steps": steps(s)}
