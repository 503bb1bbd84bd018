import pytest

from tests.claims.reimbursements.builders import Desk


@pytest.fixture
def desk(staff):
    return Desk(staff)
