"""``{% load papers %}``: a paper's files as buttons, on the list of papers and where the step itself is done."""

from __future__ import annotations

from django import template
from django.urls import reverse

from shuzhi.papers.files import FORMATS
from shuzhi.papers.table import PAPERS

register = template.Library()


@register.inclusion_tag("parts/_paper_files.html")
def paper_files(name: str, pk: int, of: object = "") -> dict[str, object]:
    """The files of one paper, a button a format."""
    paper = PAPERS[name]
    formats = [
        {"label": FORMATS[key].label, "url": reverse("paper", kwargs={"name": name, "pk": pk, "suffix": key})}
        for key in paper.formats
    ]
    return {"formats": formats, "label": paper.label, "of": of}


@register.inclusion_tag("parts/_paper.html")
def paper(name: str, pk: int, of: object = "") -> dict[str, object]:
    """A paper by name with its files; only where the page has made sure that the asker may see it."""
    return {"name": name, "pk": pk, "of": of, "label": PAPERS[name].label}
