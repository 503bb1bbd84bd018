"""Who sends a list and who publishes it."""

import pytest


@pytest.fixture
def manager(staff):
    return staff("institution_manager")


@pytest.fixture
def second(staff):
    return staff("supervisor")
