"""The only Django app with models."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "shuzhi.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
