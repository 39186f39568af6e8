"""Every address of a rehearsal, below its own: the pages as they are, the acts of the hall, and the strip's buttons."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from shuzhi.web import rehearsal_doors as doors
from shuzhi.web.closed import closed
from shuzhi.web.page import PAGES
from shuzhi.web.pages import every_page  # noqa: F401 - importing a page registers its address

handler404 = doors.not_here
# Pages link to them; in a rehearsal they lead nowhere: there is no account, and no file is taken.
CLOSED = {
    "account/login": "account_login",
    "account/logout": "account_logout",
    "account/ways": "mfa_index",
    "people/import/files": "people_files",
    "rehearsal/begin": "rehearsal_begin",
}

urlpatterns = [
    path("language", set_language, name="set_language"),
    path("", include("shuzhi.web.cast")),
    path("act/<str:name>/<int:pk>", doors.practised, name="act"),
    path("strip/who", doors.take, name="rehearsal_who"),
    path("strip/phones", doors.phones, name="rehearsal_phones"),
    path("strip/papers", doors.papers, name="rehearsal_papers"),
    path("strip/samples.pdf", doors.sample_sheets, name="rehearsal_samples"),
    path("strip/wipe", doors.wipe, name="rehearsal_wipe"),
    *(path(route, closed, name=name) for route, name in CLOSED.items()),
    *PAGES.values(),
]
