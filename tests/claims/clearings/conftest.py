import pytest

from tests.claims.months.builders import Ward


@pytest.fixture
def ward(staff):
    return Ward(staff)
