"""An invitation's page: the invited person makes the account. Works once, for seven days."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shuzhi.acts.account import DeadLink, accept
from shuzhi.forms.person import AcceptForm
from shuzhi.reads.invitation import invitation_of, link_state


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The form, or in one sentence why the link does not work (404 unknown, 410 used or expired)."""
    found = invitation_of(secret)
    state = link_state(found)
    if found is None or state != "good":
        return _dead(request, state)
    known = found.person.account.username if found.person.account else ""
    form = AcceptForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            account = accept(
                secret, username=form.cleaned_data.get("username", known), password=form.cleaned_data["password"]
            )
        except DeadLink as dead:
            return _dead(request, dead.state)
        messages.success(
            request, _("账号已经可以使用，请登录。登录名是“%(name)s”。") % {"name": account.get_username()}
        )
        return HttpResponseRedirect(reverse("account_login"), status=303)
    context = {"form": form, "person": found.person, "known": known, "until": found.expires_on}
    return render(request, "account/invitation.html", context, status=422 if form.is_bound else 200)


def _dead(request: HttpRequest, state: str) -> HttpResponse:
    return render(request, "account/dead_link.html", {"state": state}, status=404 if state == "unknown" else 410)
