"""Every address of the program."""

from __future__ import annotations

from django.urls import include, path, re_path
from django.views.i18n import set_language

from shuzhi.api.doors import api
from shuzhi.web.act import act
from shuzhi.web.closed import closed
from shuzhi.web.health import healthz
from shuzhi.web.invitation import invitation
from shuzhi.web.page import PAGES
from shuzhi.web.pages import every_page  # noqa: F401 - importing a page registers its address
from shuzhi.web.people_files import people_files
from shuzhi.web.rehearsal_doors import begin

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language", set_language, name="set_language"),
    path("account/invitation/<str:secret>", invitation, name="invitation"),
    # Before the library's own addresses: accounts come by invitation and know no e-mail.
    re_path(r"^account/(?:signup|email|confirm-email|password/(?:set|reset)|login/code)(?:/|$)", closed),
    path("account/", include("allauth.urls")),
    path("people/import/files", people_files, name="people_files"),
    path("", include("shuzhi.web.cast")),
    path("rehearsal/begin", begin, name="rehearsal_begin"),
    path("api/", api.urls),
    path("act/<str:name>/<int:pk>", act, name="act"),
    *PAGES.values(),
]
