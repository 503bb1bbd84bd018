"""Nobody handles a filing about herself; what was posted says how it was filed then."""

import pytest
from django.core.exceptions import PermissionDenied

from casework.models import CaseFile
from claims.models import ClaimSettlement
from claims.offsite.services import filing as services
from claims.offsite.words import STATE_WORDS
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.services.reviewing import Ruled
from claims.reimbursements.views.claim import settlement_shown
from tests.claims.offsite.test_filings import AWAY, filed, opened
from tests.claims.reimbursements.builders import receipt

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


def test_the_page_says_how_a_claim_was_posted_whatever_became_of_the_filing(desk):
    """Cancelled after the claim was posted as filed: the figures are those of filed, and so are the words."""
    person = desk.insured()
    filing = filed(desk, person, starts_on=AWAY["starts_on"], received_on=AWAY["starts_on"])
    case = desk.received(person, receipt(issued_on=AWAY["ends_on"]), **AWAY)
    found = judged(CaseFile.objects.get(pk=case.pk), desk.today).found
    ruled = [Ruled(key=row.key, ruling="pay", reason="核实") for row in found if row.blocks and "pay" in row.rulings]
    case = desk.approve(desk.review(case, *ruled))
    posted = ClaimSettlement.objects.get().input["visit"]["off_site"]
    print("POSTED", posted)
    services.cancel_filing(filing.pk, "误录", **desk.step(filing, desk.reviewer))
    case = CaseFile.objects.get(pk=case.pk)
    shown = settlement_shown(case, claim_of(case), desk.today)["filing"]
    assert shown["state"] == STATE_WORDS["filed"]
