"""The Celery application. Apps use `shared_task`, so nothing below imports this file."""

import os
from pathlib import Path

import django
from celery import Celery
from celery.signals import setup_logging, task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("MINBAO_PROCESS", "job")
# What is written may hold personal data.
os.umask(0o077)

app = Celery("minbao")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule_filename = str(Path(os.environ.get("MINBAO_VAR", "var")) / "beat-schedule")
app.autodiscover_tasks()


@setup_logging.connect
def leave_logging_alone(**_kwargs):
    """Celery's own log would be plain text with whatever an exception says: with a receiver here it is not set up."""
    django.setup()


@task_prerun.connect
def know_entered_values(**_kwargs):
    """A job works with the values of rules that offices have entered by now."""
    from casework.rulebook.queries import catch_up

    catch_up()


@app.on_after_configure.connect
def load_schedule(sender, **_kwargs):
    """The schedule stands in code, under version control."""
    from portal.schedule import BEAT_SCHEDULE

    sender.conf.beat_schedule = BEAT_SCHEDULE
