"""The web application. It refuses to start on an unsafe production environment."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["MINBAO_PROCESS"] = "web"
# What is written may hold personal data.
os.umask(0o077)
application = get_wsgi_application()
import_module("portal.checks").refuse_unsafe_start()
# With it, so that a page can wake the worker.
import_module("portal.celery")
