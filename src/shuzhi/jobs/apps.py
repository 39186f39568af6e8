"""Background work as a Django app: it listens for what the acts leave to be done; no models."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shuzhi.jobs"
    label = "jobs"

    def ready(self) -> None:
        from shuzhi.acts.scan import handed_in
        from shuzhi.jobs.reading.queue import queue

        handed_in.connect(queue, dispatch_uid="reading")
