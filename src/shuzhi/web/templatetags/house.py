"""``{% load house %}``: the words, pieces and marks that every screen is made of.

Nothing here decides or asks the records; it draws what a page was given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzhi.rules.clauses import CLAUSES
from shuzhi.web.look import bars, fields, words
from shuzhi.web.look import diff as diffs
from shuzhi.web.look.fragment import Fragment

register = template.Library()

for _name in ("say", "day", "day_time", "weekday", "days_from", "zh_number", "padded_name", "until"):
    register.filter(_name, getattr(words, _name))

STATE_WORDS = {
    "done": _("已完成"),
    "begun": _("进行中"),
    "todo": _("今天要办"),
    "wait": _("还不能开始"),
    "late": _("逾期"),
    "caution": _("原则上"),
    "returned": _("已退回"),
}


def _get(thing: object, name: str, default: object = "") -> Any:
    if isinstance(thing, dict):
        return thing.get(name, default)
    return getattr(thing, name, default)


def _url(name: str, *args: object) -> str:
    """A named page's address, or nothing where the page is not laid yet."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.filter
def day_short(moment: dt.date | None) -> str:
    return words.day(moment, year=False)


@register.filter
def iso(moment: dt.date | None) -> str:
    """For ``<time datetime>``: the moment in the district's time zone."""
    return words.local(moment).isoformat() if moment else ""


@register.filter
def by_key(mapping: object, key: object) -> object:
    """``{{ mapping|by_key:name }}``: a dict's entry under a key held in a variable."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""


# Clauses and states


def _clause(request: Any, clause_id: str, first: bool) -> dict[str, object]:
    known = CLAUSES.get(clause_id)
    decision = clause_id.startswith("D") and clause_id[1:].isdigit()
    shown = getattr(request, "clauses_shown", None)
    if shown is None:
        shown = set()
        if request is not None:
            request.clauses_shown = shown
    text = "" if known is None or clause_id in shown else words.say(known.text)
    shown.add(clause_id)
    anchor = f"d-{clause_id[1:]}" if decision else f"c-{clause_id}"
    return {
        "id": clause_id,
        "number": clause_id[1:] if decision else clause_id,
        "decision": decision,
        "first": first,
        # The sentence travels once a page, however many tasks cite it.
        "text": text,
        "url": _url("regulation_clause", clause_id) or f"/regulation/#{anchor}",
    }


def _clauses(context: Context, ids: Iterable[object]) -> list[dict[str, object]]:
    flat: list[str] = []
    for one in ids:
        if one:
            flat += [one] if isinstance(one, str) else [str(each) for each in one]  # type: ignore[attr-defined]
    return [_clause(context.get("request"), one, n == 0) for n, one in enumerate(flat)]


@register.inclusion_tag("parts/_clause.html", takes_context=True)
def clause(context: Context, *ids: object) -> dict[str, object]:
    """``{% clause "4.3a" %}``: the tag beside a task that opens the sentence it comes from."""
    return {"clauses": _clauses(context, ids)}


@register.inclusion_tag("parts/_state.html")
def state(kind: str, text: object = "") -> dict[str, object]:
    """A status as a word. Kinds: done begun todo wait late caution returned."""
    kind = str(kind)
    return {"kind": kind, "word": words.say(text) or STATE_WORDS.get(kind, kind)}


# The frame of a page


@register.tag
def fragment(parser: template.base.Parser, token: template.base.Token) -> Fragment:
    name = token.split_contents()[1]
    nodelist = parser.parse(("endfragment",))
    parser.delete_first_token()
    return Fragment(name, nodelist)


@register.inclusion_tag("parts/_crumbs.html")
def crumbs(items: Iterable[Any]) -> dict[str, object]:
    """Pairs (label, url); objects with the same names do as well."""
    pairs = [i if isinstance(i, tuple | list) else (_get(i, "label"), _get(i, "url")) for i in items or ()]
    return {"crumbs": pairs}


@register.inclusion_tag("parts/_seal.html")
def seal(*lines: object) -> dict[str, object]:
    said = [words.say(line) for line in lines if line]
    return {"lines": said, "latin": any(line.isascii() for line in said)}


@register.inclusion_tag("parts/_stages.html")
def stages(items: Iterable[Any]) -> dict[str, object]:
    """The four stages in their order, each past, now or next, with what can be said of it."""
    return {
        "stages": [{"label": _get(i, "label"), "state": str(_get(i, "state")), "note": _get(i, "note")} for i in items]
    }


TASK = ["title", "url", "state", "word", "detail", "who", "clauses", "lacks", "cautions", "next_url", "next_label"]


def _task(context: Context, given: object, named: dict[str, Any]) -> dict[str, object]:
    read = {name: named.get(name, _get(given, name) if given is not None else "") for name in TASK}
    ids = read["clauses"] or (_get(given, "clause") if given is not None else "")
    read["clauses"] = [ids] if ids and isinstance(ids, str) else list(ids or ())
    read["request"] = context.get("request")
    return read


@register.inclusion_tag("parts/_task.html", takes_context=True)
def task(context: Context, given: object = None, **named: object) -> dict[str, object]:
    """One line of a task list: verb, state as a word, detail, clause, and what stands in the way."""
    return _task(context, given, named)


@register.inclusion_tag("parts/_tasks.html", takes_context=True)
def tasks(context: Context, items: Iterable[object], empty: object = "") -> dict[str, object]:
    return {"tasks": [_task(context, i, {}) for i in items or ()], "empty": empty, "request": context.get("request")}


# Figures


@register.inclusion_tag("parts/_counts.html")
def big_counts(counts: Iterable[object]) -> dict[str, object]:
    return {"shares": bars.shares(counts)}


@register.inclusion_tag("parts/_bar.html")
def spread_bar(counts: Iterable[object], size: str = "") -> dict[str, object]:
    return {"shares": bars.shares(counts), "small": size == "small", "width": bars.WIDTH}


@register.inclusion_tag("parts/_progress.html")
def progress(value: int, limit: int, label: object = "") -> dict[str, object]:
    return {"value": value, "max": max(limit, 1), "limit": limit, "label": label}


# Forms


@register.inclusion_tag("parts/_field.html")
def field(bound: BoundField, width: str = "", rows: int | None = None, grades: bool = False) -> dict[str, object]:
    return {"f": fields.draw(bound, width, rows, grades), "field": bound}


@register.inclusion_tag("parts/_fields.html")
def form_fields(form: BaseForm) -> dict[str, object]:
    return {"form": form}


@register.inclusion_tag("parts/_errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """All that is wrong, at the top, each a link to its field."""
    found = [(fields.first_target(b), b.label, error) for b in form for error in b.errors] if form.is_bound else []
    general = list(form.non_field_errors()) if form.is_bound else []
    return {"found": found, "general": general, "number": len(found) + len(general)}


# Acts


@register.filter
def act_url(act: object) -> str:
    """The one door of an act: GET shows its form, POST performs it."""
    return _get(act, "url") or _url("act", act.row.name, act.pk)  # type: ignore[attr-defined]


@register.inclusion_tag("parts/_acts.html", takes_context=True)
def acts(context: Context, open_acts: Iterable[object]) -> dict[str, object]:
    """What may be done here now, as buttons; what may not, with the reason and who can help."""
    return {
        "open_acts": list(open_acts or ()),
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
    }


def _act(context: Context, act: object, main: bool = True) -> dict[str, object]:
    return {"act": act, "main": main, "request": context.get("request"), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("parts/_act_form.html", takes_context=True)
def act_form(context: Context, act: object, main: bool = True) -> dict[str, object]:
    """A form that posts one act to the one door; its cautions stand in it and ask for the reason."""
    return _act(context, act, main)


@register.inclusion_tag("parts/_act_button.html", takes_context=True)
def act_button(context: Context, act: object, main: bool = True) -> dict[str, object]:
    return _act(context, act, main)


@register.inclusion_tag("parts/_refusal.html", takes_context=True)
def refusal(context: Context, verdict: object, title: object = "") -> dict[str, object]:
    return {"verdict": verdict, "title": title, "request": context.get("request")}


@register.inclusion_tag("parts/_cautions.html", takes_context=True)
def cautions(context: Context, verdict: object, field: BoundField | None = None, ask: bool = True) -> dict[str, object]:
    return {"verdict": verdict, "reason_field": field, "ask": ask, "request": context.get("request")}


# Lists


@register.inclusion_tag("parts/_pages.html", takes_context=True)
def pages(context: Context, page: Page) -> dict[str, object]:
    """Pages of a long list; filters in the address stay."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is not None:
        query.pop("page", None)
    kept = f"&{query.urlencode()}" if query else ""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return {"page": page, "numbers": numbers, "kept": kept}


@register.simple_tag
def diff(old: object, new: object) -> SafeString:
    return diffs.html(words.say(old), words.say(new))


@register.inclusion_tag("parts/_journal.html", takes_context=True)
def journal(context: Context, entries: Iterable[object]) -> dict[str, object]:
    return {"entries": list(entries or ()), "request": context.get("request")}


@register.inclusion_tag("parts/_answers.html")
def check_answers(rows: Iterable[object]) -> dict[str, object]:
    return {"rows": list(rows)}


@register.inclusion_tag("parts/_tabs.html")
def tabs(items: Iterable[object]) -> dict[str, object]:
    return {"tabs": list(items)}


@register.inclusion_tag("parts/_empty.html")
def empty(title: object, text: object = "", url: str = "", label: object = "") -> dict[str, object]:
    return {"title": title, "text": text, "url": url, "label": label or gettext("开始")}
