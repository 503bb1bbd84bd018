"""The world is made once per file inside a transaction that is rolled back when the file is done."""

import pytest
import time_machine

from tests.badinput.world import World

MORNING = "2026-06-10T09:00:00+08:00"


@pytest.fixture(scope="module")
def whole_world(made_once):
    with time_machine.travel(MORNING):
        yield World()


@pytest.fixture
def world(whole_world):
    return whole_world.begin()
