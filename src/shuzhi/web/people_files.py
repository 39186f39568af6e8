"""The counter where rosters are handed in: keeps files and answers for an hour. Writes no record."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from shuzhi.forms import drafts
from shuzhi.forms.person import UploadForm, answers_in
from shuzhi.reads import people as reads
from shuzhi.reads.people_import import preview
from shuzhi.reads.sight import NotVisible
from shuzhi.web.actor import actor_of


@require_POST
def people_files(request: HttpRequest) -> HttpResponse:
    """Takes files (422 when one cannot be read, with its sentence), or answers to a draft; then the preview."""
    actor = actor_of(request)
    if not actor.signed_in or actor.person is None:
        return redirect_to_login(reverse("people_import"))
    try:
        body = reads.import_body(actor)
    except NotVisible as error:
        raise Http404 from error
    token = request.POST.get("draft", "")
    if token:
        if not drafts.answer(actor.person, token, answers_in(request.POST)):
            raise Http404
        return _preview(token)
    form = UploadForm(request.POST, request.FILES)
    problems = preview(body, form.cleaned_data["files"]).problems if form.is_valid() else ()
    if not form.is_valid() or problems:
        context = {"form": form, "body": body, "problems": problems, "recent": reads.recent_imports(body)}
        return render(request, "people/import.html", context, status=422)
    return _preview(drafts.keep(actor.person, form.cleaned_data["files"]))


def _preview(token: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('people_import')}?{urlencode({'draft': token})}", status=303)
