import pytest

from tests.claims.reversals.builders import Bench


@pytest.fixture
def bench(staff):
    return Bench(staff)
