"""What every test shares: Hypothesis profiles, a key ring of its own, and staff of one office."""

import gc
import os
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import setup_databases
from django.utils import translation
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings

from casework.sealing.ring import create
from tests import budget
from tests.builders import Staff
from tests.reference_rows import bring_back_quickly, reach_offices, remember

hypothesis_settings.register_profile("quick", max_examples=60, deadline=None)
hypothesis_settings.register_profile("full", max_examples=5000, deadline=None)
# A mutant need not be explained by its smallest example, and is tried with the same examples again.
hypothesis_settings.register_profile(
    "mutants", max_examples=60, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


# Nothing is collected for tests: files are found where they lie.
PLAIN_STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def pytest_configure(config):
    budget.put_into(config)
    bring_back_quickly()


def pytest_collection_finish(session):
    """What is loaded by now stays to the end: looking through it for rubbish again and again was a seventh of a run's work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(items):
    unsaid = budget.transactional_without_reason(items)
    if unsaid:
        raise pytest.UsageError(f"{', '.join(unsaid)}: committing tests say in tests/budget.toml why they are ones.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, django_db_keepdb, django_db_createdb):
    """The test database as the plugin makes it; its reference rows are copied before any test."""
    with django_db_blocker.unblock():
        if not connection.settings_dict["NAME"].startswith("test_"):
            # The plugin makes it for tests that say they ask it; those that ask a copy of it may run alone.
            setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb and not django_db_createdb)
        reach_offices()
        remember()


def own_settings(base: Path) -> dict:
    """Each test process seals with its own ring and keeps evidence in its own folder."""
    ring = base / "ring.json"
    if not ring.exists():
        create(ring)
    return {
        "KEY_RING_FILE": str(ring),
        "EVIDENCE_ROOT": base / "evidence",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "STORAGES": PLAIN_STORAGES,
        # What `bin/up` has collected here is no part of a test, and looking through it costs each client a thirtieth of a second.
        "STATIC_ROOT": str(base / "static"),
    }


@pytest.fixture(autouse=True)
def own_files(tmp_path_factory, settings):
    """Its settings for each test."""
    for name, value in own_settings(Path(tmp_path_factory.getbasetemp())).items():
        setattr(settings, name, value)


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """For what all tests of a file start from: what a fixture of the file makes behind this one is there for each of its tests,
    which rolls back to it, and is gone after the last. Not for a file with a test that commits."""
    own = own_settings(Path(tmp_path_factory.getbasetemp()))
    with override_settings(**own), django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def check_what_was_made() -> None:
    """Asked once by what made rows for a whole file: deferred constraints are checked there and then. Else the end of each of its
    tests would check them again for all of those rows, which took longer than most tests."""
    connection.check_constraints()


@pytest.fixture
def today():
    """A plain working day: Wednesday 10 June 2026."""
    return date(2026, 6, 10)


@pytest.fixture
def staff(db, today):
    """Officers by role at the Siming office, and at others: staff("reviewer"), staff("counter_clerk", "350211")."""
    return Staff(today)


@pytest.fixture
def english():
    """For tests that read a sentence: the msgids are English."""
    with translation.override("en"):
        yield
