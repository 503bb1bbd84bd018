"""Recalls of policies that meet months, corrections, stays in parts, kept calculations and each other."""

from datetime import date

import pytest

from casework.engine.refusals import Blocked
from casework.models import CaseFile
from claims.calculator import services as calculator
from claims.models import Calculation, ClaimSettlement, PolicyVersion, Resettlement, Reversal, ValueRecallUnit
from claims.policies.queries.policies import compiled
from claims.policies.queries.policy_succession import days_wrong
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.services.reviewing import Ruled
from claims.reversals.queries.plan import plan_of
from claims.reversals.queries.standing import standing_of
from claims.value_recalls.forms import OpenValueRecallForm
from claims.value_recalls.services import posting, recalling
from tests.claims.corrections.test_corrections import corrects, declared_in_june, fresh, posted, results
from tests.claims.months.builders import Ward, settlement
from tests.claims.policies.policy_drafts import shipped, starting
from tests.claims.reimbursements.builders import DRUG_A, line, receipt
from tests.claims.value_recalls.test_policy_recalls import RIGHT, SOURCE, righted

pytestmark = pytest.mark.django_db
SPLIT = {"[figures]": '[split]\nat = ["year", "version"]\ndeductible = "stay"\n\n[figures]'}


def until(day: str) -> dict[str, str]:
    return {"from = 2020-01-01": f"from = 2020-01-01\nuntil = {day}"}


@pytest.fixture
def ward(staff):
    return Ward(staff)


def as_it_is(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.get(pk=version.pk)


def stay(ward, person, number, first, last, amount="9000.00") -> CaseFile:
    one = receipt(f"{number:010}", line(DRUG_A, amount), issued_on=last)
    case = ward.received(person, one, starts_on=first, ends_on=last)
    found = judged(CaseFile.objects.get(pk=case.pk), ward.today).found
    ruled = [Ruled(key=row.key, ruling="pay", reason="核实") for row in found if row.blocks and "pay" in row.rulings]
    return ward.approve(ward.review(case, *ruled))


def opened(ward, version: PolicyVersion) -> CaseFile:
    return recalling.open_policy_recall(as_it_is(version), SOURCE, by=ward.reviewer, on=ward.today)


def recalled(ward, version: PolicyVersion) -> dict:
    case = opened(ward, version)
    recalling.decide_value_recall(case.pk, **ward.step(case, ward.third))
    return posting.advance(case.pk, by=ward.third, on=ward.today)


def newest(case: CaseFile) -> Resettlement:
    return Resettlement.objects.filter(settlement__claim=case.pk).latest("pk")


def parts(record: dict) -> list[str]:
    """By which version each part of a stay was settled."""
    return [step["version"].partition("@")[2] for step in record["settlement"]["steps"] if step["code"] == "stay_part"]


@pytest.mark.parametrize("first", ["2020-01-01", "2026-05-10"])
def test_what_an_institution_settled_is_followed_by_the_policy_it_was_posted_by(ward, staff, first):
    """Whether the version it was settled by is replaced or ended: a claim before it may be reversed."""
    person = ward.insured(2)
    claim = ward.posted(person, 1, 6)
    posted(ward, settlement("S1", *ward.documents(person)))
    reversal = ward.proposed(claim)
    righted(staff, replace=RIGHT | {"from = 2020-01-01": f"from = {first}"})
    assert plan_of(Reversal.objects.get(pk=reversal.pk)).problems == ()


def test_an_institution_corrects_what_another_settlement_stands_behind(ward, staff):
    document, another = ward.documents(ward.insured(2), ward.insured(4))
    posted(ward, settlement("S1", document, day=10), settlement("S2", document))
    righted(staff, replace=RIGHT)
    rows = corrects("S1B", "S1", document, "2900.00", day=10), fresh("N1", another)
    june = ward.posted_month(declared_in_june(ward, *rows))
    assert results(june)["S1B"].outcome != "refused", results(june)["S1B"].reason


def test_a_correction_keeps_the_policy_that_a_recall_worked_a_claim_out_by(ward, staff):
    """And so does a reversal behind both."""
    person = ward.insured(2)
    document, another = ward.documents(person, ward.insured(4))
    posted(ward, settlement("S1", document, day=10))
    first, claim = ward.posted(person, 1, 6, "3000.00"), ward.posted(person, 2, 12, "9000.00")
    right = righted(staff, replace=RIGHT)
    assert recalled(ward, shipped()) == {"posted": 1, "changed": 0, "waiting": 0}
    rows = corrects("S1B", "S1", document, "2900.00", day=10), fresh("N1", another)
    june = ward.posted_month(declared_in_june(ward, *rows))
    assert results(june)["S1B"].outcome != "refused" and newest(claim).correction_id is not None
    assert standing_of(ClaimSettlement.objects.get(claim=claim.pk)).policy_digest == right.digest
    ward.reversed(first)
    assert newest(claim).reversal_id is not None and newest(claim).record["policy"]["version"] == right.version


def test_a_stay_is_cut_where_a_later_version_ended_the_one_before(ward, staff):
    """Whose own document has no end."""
    second = righted(staff, replace=SPLIT)
    righted(staff, version="3", of=second, replace=RIGHT | starting(second, "2026-05-01"))
    case = stay(ward, ward.insured(2), 1, date(2026, 4, 25), date(2026, 5, 5))
    assert parts(ClaimSettlement.objects.get(claim=case.pk).record) == ["2", "3"]


def test_a_stay_is_touched_by_the_version_that_settled_a_part_of_it(ward, staff):
    second = righted(staff, replace=SPLIT)
    righted(staff, version="3", of=second, replace=starting(second, "2026-05-01"))
    case = stay(ward, ward.insured(2), 1, date(2026, 4, 25), date(2026, 5, 5))
    righted(staff, version="2R", of=as_it_is(second), replace=RIGHT | until("2026-04-30"))
    assert recalled(ward, second)["posted"] == 1
    assert parts(newest(case).record) == ["2R", "3"]
    with pytest.raises(Blocked) as refused:
        opened(ward, second)
    assert refused.value.reasons[0].code == "same"


def test_an_ordinary_end_is_not_recalled_for_stays_over_new_year(ward, staff):
    second = righted(staff, replace=SPLIT)
    righted(staff, version="3", of=second, replace=RIGHT | starting(second, "2026-01-01"))
    stay(ward, ward.insured(2), 1, date(2025, 12, 28), date(2026, 1, 5))
    with pytest.raises(Blocked) as refused:
        opened(ward, second)
    assert refused.value.reasons[0].code == "same"


def test_what_is_not_recalled_is_settled_again_by_what_was_known_however_often(ward, staff):
    second = righted(staff, replace=SPLIT)
    righted(staff, version="3", of=second, replace=starting(second, "2026-01-01"))
    person = ward.insured(2)
    before = [stay(ward, person, n, date(2025, 11, 9 * n), date(2025, 11, 9 * n + 2), "3000.00") for n in (1, 2)]
    over = stay(ward, person, 3, date(2025, 12, 28), date(2026, 1, 5))
    righted(staff, version="2R", of=as_it_is(second), replace=RIGHT | until("2025-12-31"))
    for one in before:
        ward.reversed(one)
        assert parts(newest(over).record) == ["2", "3"]


def test_a_kept_calculation_of_a_stay_in_parts_replays(ward, staff):
    second = righted(staff, replace=SPLIT)
    third = righted(staff, version="3", of=second, replace=starting(second, "2026-01-01"))
    stated = {
        "person": {"scheme": "urrbmi", "age": 30, "category": "adult"},
        "visit": {"setting": "inpatient", "level": "3", "admitted_on": "2025-12-28", "discharged_on": "2026-01-05"},
        "bill": {"lines": [{"class": "a", "total": "9000.00"}]},
    }
    case = calculator.keep_calculation(
        compiled(third), stated, number="", language="zh-hans", by=ward.clerk, on=ward.today
    )
    righted(staff, version="2R", of=as_it_is(second), replace=RIGHT | until("2025-12-31"))
    assert calculator.replay(Calculation.objects.get(case=case.pk)).outcome == "same"


def test_whose_own_claim_stays_as_it_is_may_recall(ward, staff):
    me, other = ward.insured(2), ward.insured(4)
    ward.posted(me, 1, 6)
    stay(ward, other, 2, date(2026, 5, 20), date(2026, 5, 22))
    righted(staff, replace=RIGHT | starting(shipped(), "2026-05-01"))
    ward.reviewer.user.own_subject = me.pk
    ward.reviewer.user.save()
    assert ValueRecallUnit.objects.get(recall=opened(ward, shipped()).pk).claim.person_id == other.pk


def test_a_version_that_had_ended_is_wrong_until_its_end(ward, staff):
    righted(staff, replace=starting(shipped(), "2026-05-01"))
    righted(staff, version="1R", replace=RIGHT | until("2026-04-30"))
    assert days_wrong(shipped(), ward.today) == (date(2020, 1, 1), date(2026, 4, 30))


def test_the_form_of_the_catalogue_offers_no_policy(today):
    assert "policy" not in dict(OpenValueRecallForm(on=today).fields["what"].choices)
