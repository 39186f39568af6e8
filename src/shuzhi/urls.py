"""Every address of the program."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from shuzhi.web.act import act
from shuzhi.web.health import healthz
from shuzhi.web.page import PAGES
from shuzhi.web.pages import every_page

assert every_page

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language", set_language, name="set_language"),
    path("account/", include("allauth.urls")),
    path("", include("shuzhi.web.cast")),
    path("act/<str:name>/<int:pk>", act, name="act"),
    *PAGES.values(),
]
