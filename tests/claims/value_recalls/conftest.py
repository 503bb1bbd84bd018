import pytest

from tests.claims.reversals.builders import Bench


@pytest.fixture(scope="module")
def _made(made_once):
    return Bench.with_somebody_insured()


@pytest.fixture
def bench(_made, db):
    return _made.begun()
