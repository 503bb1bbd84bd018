"""Nobody handles a filing about herself."""

import pytest
from django.core.exceptions import PermissionDenied

from claims.offsite.services import filing as services
from tests.claims.offsite.test_filings import opened

pytestmark = pytest.mark.django_db


def test_nobody_takes_back_or_ends_her_own(desk):
    case = opened(desk, desk.insured())
    desk.clerk.user.own_subject = case.subject
    with pytest.raises(PermissionDenied):
        services.withdraw_filing(case.pk, **desk.step(case, desk.clerk))
    desk.clerk.user.own_subject = None
    services.confirm_filing(case.pk, **desk.step(case, desk.clerk))
    desk.clerk.user.own_subject = case.subject
    with pytest.raises(PermissionDenied):
        services.end_filing(case.pk, desk.today, **desk.step(case, desk.clerk))
