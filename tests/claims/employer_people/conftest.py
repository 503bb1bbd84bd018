import pytest

from tests.claims.reimbursements.builders import Desk


@pytest.fixture(scope="module")
def _made(made_once):
    return Desk.with_somebody_insured()


@pytest.fixture
def desk(_made, db):
    return _made.begun()
