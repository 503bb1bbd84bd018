"""The job that posts a recall of a value, killed at every statement it sends and around every commit: each person is posted whole
or not at all, her letter is written once, and the next job goes on."""

import pytest
from django.db import connection

from casework.books.queries.checks import checked
from casework.models import CaseFile, IssuedPaper, Mailing
from claims.models import Overpayment, PersonYear, Resettlement, ValueRecallUnit
from claims.value_recalls.services import posting
from tests.apart import database_apart
from tests.builders import Staff
from tests.claims.reimbursements.builders import DRUG_B, line
from tests.claims.reversals.builders import Bench
from tests.claims.reversals.test_killed_at_any_statement import killed_at
from tests.claims.value_recalls.test_value_recalls import borne, claim, decided

pytestmark = pytest.mark.fault


@pytest.fixture
def apart(django_db_setup, django_db_blocker):
    with database_apart(django_db_blocker, "_recall") as name:
        yield name


def whole() -> bool:
    """Whoever is posted has her settlement anew, her year and her overpayment; whoever is not has none of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM claims_valuerecallunit u WHERE (u.state = 'posted') <> EXISTS ("
            "SELECT 1 FROM claims_resettlement r JOIN claims_claimsettlement s ON s.id = r.settlement_id"
            " WHERE s.claim_id = u.claim_id)"
            " OR (u.lettered_on IS NOT NULL) <> EXISTS (SELECT 1 FROM casework_mailing m WHERE m.case_id = u.claim_id"
            " AND m.stage = 'value_recall_letter')"
        )
        return cursor.fetchone()[0] == 0


def test_a_job_killed_at_any_statement_posts_and_writes_once(apart, today):
    bench = Bench(Staff(today))
    cases = []
    for number in (2, 4):
        person = bench.insured(number)
        cases.append(claim(bench, person, 11 + number, 1, line(DRUG_B, "9000.00")))
        bench.paid(person)
    case = decided(bench)
    posting.post_value_recall(case.pk, by=bench.third)
    number, killed = 0, 0
    # Each job is killed a little later than the one before; what was done by then stays done.
    while CaseFile.objects.get(pk=case.pk).state != "done" or ValueRecallUnit.objects.filter(lettered_on=None).exists():
        number += 1
        for before in (True, False):
            killed += killed_at(lambda: posting.run_waiting(bench.today), number, before=before)
            assert whole() and not any(checked().values()), number
    posting.run_waiting(bench.today)
    assert killed >= 50, killed
    assert Resettlement.objects.count() == Overpayment.objects.count() == 2
    assert Mailing.objects.filter(stage="value_recall_letter").count() == 2
    assert IssuedPaper.objects.filter(kind="value_recall_letter").count() == 2
    assert len({str(borne(one)) for one in cases}) == 1
    assert len({str(row.accumulators) for row in PersonYear.objects.filter(year=2026)}) == 1
