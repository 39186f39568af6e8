"""What is pressed on the strip of a rehearsal, and where one is begun. No record of the archive is written here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shuzhi.crafts.paperform import FormError
from shuzhi.jobs.rehearsal import files, hands, samples
from shuzhi.reads.rehearsal import may_rehearse
from shuzhi.web.act import act
from shuzhi.web.actor import actor_of
from shuzhi.web.rehearsal import PEOPLE, Here, here

# The acts of an evening in the hall. What keeps files, or writes accounts or people, has no place in a rehearsal.
PRACTISED = ("sheet", "scan", "count", "meeting", "appraisal")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new rehearsal; 409 while as many are open as may be."""
    if not may_rehearse(actor_of(request)):
        raise Http404
    root = reverse("home")
    try:
        one = files.begin(request.build_absolute_uri(f"{root}rehearsal/TOKEN/s"))
    except files.TooMany:
        return render(request, "rehearsal/rehearsal.html", {"most": files.MOST}, status=409)
    return HttpResponseRedirect(f"{root}rehearsal/{one.token}/", status=303)


def practised(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """The door for writing, as it stands in a rehearsal."""
    if name.partition(".")[0] not in PRACTISED:
        raise Http404
    return act(request, name, pk)


def _inside(request: HttpRequest) -> Here:
    found = here(request)
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "")
    root = reverse("home")
    if not (url_has_allowed_host_and_scheme(back, None) and back.startswith(root)):
        back = root
    return HttpResponseRedirect(back, status=303)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """From now on one is this person."""
    _inside(request)
    who = request.POST.get("who", "")
    if who not in PEOPLE:
        raise Http404
    request.session["who"] = who
    return _back(request)


@require_POST
def phones(request: HttpRequest) -> HttpResponse:
    """The invented people's phones cast."""
    n = hands.cast(_inside(request).one)
    messages.success(request, _("%(n)s 张虚构的手机票已入箱。") % {"n": n})
    return _back(request)


@require_POST
def papers(request: HttpRequest) -> HttpResponse:
    """The invented people's paper is checked in and typed in."""
    n = hands.type_in(_inside(request).one)
    messages.success(request, _("代录了 %(n)s 张纸质表。") % {"n": n})
    return _back(request)


@require_safe
def sample_sheets(request: HttpRequest) -> HttpResponse:
    """A few sheets of the hall for the trainees' own hands, to be tried with a pen or a phone."""
    found = _inside(request)
    found.one.print()
    try:
        printed = samples.pdf(found.one)
    except FormError:
        messages.warning(request, _("这里的网址太长，二维码印不下。请跳过这一步，直接开始测评。"))
        return HttpResponseRedirect(found.page)
    answer = HttpResponse(printed, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="samples.pdf"'
    return answer


@require_POST
def wipe(request: HttpRequest) -> HttpResponse:
    """The rehearsal is over and nothing of it stays."""
    found = _inside(request)
    root = reverse("home").removesuffix(f"rehearsal/{found.one.token}/")
    files.wipe(found.one)
    return HttpResponseRedirect(f"{root}rehearsal/over", status=303)


def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page or an act that is not part of a rehearsal."""
    return render(request, "rehearsal/not_here.html", status=404)
