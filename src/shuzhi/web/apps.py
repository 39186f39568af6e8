"""The web door as a Django app: templates, tags and static files; no models."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "shuzhi.web"
    label = "web"
