"""The world is made once per file inside a transaction that is rolled back when the file is done."""

import pytest
import time_machine

from tests.badinput.world import World
from tests.conftest import check_what_was_made

MORNING = "2026-06-10T09:00:00+08:00"


@pytest.fixture(scope="module")
def whole_world(made_once):
    with time_machine.travel(MORNING):
        made = World()
        check_what_was_made()
        yield made


@pytest.fixture
def world(whole_world):
    return whole_world.begin()
