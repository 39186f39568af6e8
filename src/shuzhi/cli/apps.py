"""The command line as a Django app: management commands; no models."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "shuzhi.cli"
    label = "cli"
