"""The program as granian serves it."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzhi.settings")
application = get_wsgi_application()

from shuzhi.acts.record import HANDS  # noqa: E402 - there is no database before the application

HANDS.gather()

# Whatever is loaded now stays as long as the program: walking through all of it again and again, in search of what could
# be thrown away, took a sixth of the time of a hall that casts.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
