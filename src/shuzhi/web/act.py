"""THE door for writing: ``/act/<name>/<id>``. GET shows the form, POST performs the act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.acts.answers import Caught, Printed, Told
from shuzhi.acts.table import ACTS
from shuzhi.forms.table import FORMS
from shuzhi.reads.concerned import concerned
from shuzhi.reads.open_acts import verdict_now
from shuzhi.reads.sight import NotVisible, subject
from shuzhi.rules.register import REGISTER, Act
from shuzhi.rules.roles import Office
from shuzhi.rules.verdict import Verdict
from shuzhi.web.actor import actor_of
from shuzhi.web.answers import refused_as_data, spoken, told_as_data, wants_data
from shuzhi.web.places import place_of

OPEN_TO_ALL = {Office.PUBLIC, Office.ATTENDEE}


def _back(request: HttpRequest, record: Any) -> str:
    back = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return back
    return place_of(record)


def _show(request: HttpRequest, row: Act, record: Any, form: Any, verdict: Verdict, status: int = 200) -> HttpResponse:
    if verdict.cautions and "reason" in form.fields:
        # It may be left blank where nothing is asked of it; here a caution asks.
        form.fields["reason"].required = True
        form["reason"].label = _("仍要办理，请写明理由")
    templates = [f"act/{row.name.replace('.', '_')}.html", "act/act.html"]
    context = {
        "row": row,
        "subject": record,
        "concerned": concerned(record),
        "form": form,
        "verdict": verdict,
        "back": _back(request, record),
    }
    return render(request, templates, context, status=status)


def file_of(printed: Printed) -> HttpResponse:
    """A file handed over this once: no cache keeps it."""
    answer = HttpResponse(printed.data, content_type=printed.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, printed.filename) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Performs the act ``name`` on the record ``pk``: 303 done, 409 refused, 422 to be corrected, 404 unseen."""
    row = REGISTER.get(name)
    if row is None or name not in FORMS:
        raise Http404
    actor = actor_of(request)
    offices = frozenset().union(*row.by.values())
    if not actor.signed_in and not offices & OPEN_TO_ALL:
        return redirect_to_login(request.get_full_path())
    try:
        record = subject(actor, row, pk)
    except NotVisible as error:
        raise Http404 from error
    form_class = FORMS[name]
    if request.method != "POST":
        return _show(request, row, record, form_class(actor=actor, subject=record), verdict_now(actor, row, record))
    form = form_class(request.POST, request.FILES, actor=actor, subject=record)
    data = wants_data(request)
    if not form.is_valid():
        if data:
            return refused_as_data(" ".join(str(e) for errors in form.errors.values() for e in errors), 422)
        return _show(request, row, record, form, verdict_now(actor, row, record), 422)
    try:
        result = ACTS[name](actor, record, **form.arguments())
    except Refused as refused:
        if data:
            return refused_as_data(" ".join(spoken(lack.text) for lack in refused.verdict.lacks), 409)
        return _show(request, row, record, form, refused.verdict, 409)
    except AlreadyDone:
        messages.info(request, _("这一步已经办过了，没有重复办理。"))
        return HttpResponseRedirect(_back(request, record), status=303)
    if isinstance(result, Printed):
        return file_of(result)
    if isinstance(result, Told) and data:
        return told_as_data(result)
    if isinstance(result, Told):
        how = f" {spoken(result.how)}" if isinstance(result, Caught) and result.how else ""
        messages.add_message(request, messages.SUCCESS if result.good else messages.WARNING, spoken(result.text) + how)
        return HttpResponseRedirect(_back(request, record), status=303)
    if secret := getattr(result, "told_once", ""):
        # Said once: the next page that shows it takes it out of the session.
        request.session["told_once"] = {"noun": result.noun, "person": result.person_id, "secret": secret}
    messages.success(request, _("已办理：%(act)s。") % {"act": spoken(row.label)})
    made = result if getattr(result, "noun", "") else record
    return HttpResponseRedirect(_back(request, made), status=303)
