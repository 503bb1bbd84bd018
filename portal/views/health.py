"""Two addresses for machines: does the process answer, and can it do its work."""

import logging
import tempfile
from datetime import timedelta
from pathlib import Path

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from casework.models import JobRun

logger = logging.getLogger(__name__)


@login_not_required
def healthz(request):
    """The process answers. Nothing else is asked, so a slow database does not get it killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def readyz(request):
    """Everything a page needs: 200 when all of it is there, 503 otherwise. Names and yes or no, nothing about versions.

    The age of the last sweep is told for whoever watches the jobs; it makes no web machine unready, as pages work without.
    """
    checks = {"database": _answers(_database), "migrations": _answers(_migrated)}
    checks |= {"redis": _answers(_redis), "storage": _answers(_storage)}
    age = _sweep_age() if checks["migrations"] else None
    seconds = int(age.total_seconds()) if age is not None else None
    ready = all(checks.values())
    return JsonResponse({"ready": ready, "checks": checks, "sweep_age_seconds": seconds}, status=200 if ready else 503)


def _answers(check) -> bool:
    try:
        return check()
    except (DatabaseError, redis.RedisError, OSError) as problem:
        logger.warning("readiness: %s failed: %s", check.__name__.strip("_"), type(problem).__name__)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _redis() -> bool:
    client = redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://", 1), socket_timeout=1, socket_connect_timeout=1
    )
    try:
        return bool(client.ping())
    finally:
        client.close()


def _storage() -> bool:
    Path(settings.EVIDENCE_ROOT).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.EVIDENCE_ROOT) as probe:
        probe.write(b"ready")
        probe.flush()
    return True


def _sweep_age() -> timedelta | None:
    finished = (
        JobRun.objects.filter(state=JobRun.State.DONE).order_by("-finished_at").values_list("finished_at", flat=True)
    )
    last = finished.first()
    return timezone.now() - last if last else None
