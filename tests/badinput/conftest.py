"""The world is made once per file inside a transaction that is rolled back when the file is done."""

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from casework.sealing.ring import create
from tests.badinput.world import World

MORNING = "2026-06-10T09:00:00+08:00"


@pytest.fixture(scope="module")
def whole_world(django_db_setup, django_db_blocker, tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    if not (base / "ring.json").exists():
        create(base / "ring.json")
    quick = {
        "KEY_RING_FILE": str(base / "ring.json"),
        "EVIDENCE_ROOT": base / "evidence",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with time_machine.travel(MORNING), override_settings(**quick), django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(whole_world):
    return whole_world.begin()
