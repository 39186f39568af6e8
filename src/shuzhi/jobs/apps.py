"""Background work as a Django app: it listens for what the acts leave to be done; no models."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shuzhi.jobs"
    label = "jobs"

    def ready(self) -> None:
        from shuzhi.acts.capture import eye
        from shuzhi.acts.scan import handed_in
        from shuzhi.crafts.paperform.extra import missing
        from shuzhi.jobs.reading.look import look
        from shuzhi.jobs.reading.queue import queue

        eye.look = None if missing() else look
        handed_in.connect(queue, dispatch_uid="reading")
