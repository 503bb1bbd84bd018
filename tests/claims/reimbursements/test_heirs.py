"""Of somebody who has died an heir claims: with both proofs, to an account of her own. Nobody handles what she brings herself."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Payable, Payee, User
from casework.payments.services.payees import Account
from claims.models import Reimbursement
from claims.reimbursements.queries.claim import claim_of, missing_papers
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.services import entering, receipts
from claims.reimbursements.services.entering import HeirData
from claims.reimbursements.services.originals import MoveData, record_originals
from claims.reimbursements.services.papers import ACCEPTANCE, issue_claim_paper
from claims.reimbursements.services.receiving import submit_claim
from claims.reimbursements.services.reviewing import ReviewData, review_claim
from enrolment.models import Person
from enrolment.persons.services.representatives import Authority, record_delegate
from tests.accounts import at
from tests.builders import Staff, identity
from tests.claims.reimbursements.builders import ACCOUNT, PAPERS, STAY, Desk, receipt
from tests.filled_forms import filled
from tests.institutions.builders import rendered

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
HEIR = HeirData(name="陳大文", number=identity(14).number, relation="child")
BY_HEIR = {"comer": "heir", "heir": HEIR}
HERS = replace(ACCOUNT, name=HEIR.name, number="6222000099990000")
OF_HEIR = (*PAPERS, "proof_of_death", "proof_of_entitlement")


class World(Desk):
    """Somebody who died after she was treated, with an account that she had named, and somebody who lives."""

    def __init__(self):
        self.staff = Staff(TODAY)
        super().__init__(self.staff)
        self.dead, self.alive = self.insured(), self.insured(6)
        entering.record_claim_account(self.opened(self.dead).pk, ACCOUNT, by=self.clerk)
        Person.objects.filter(pk=self.dead.pk).update(died_on=date(2026, 5, 25))
        self.dead.refresh_from_db()

    def by_heir(self, *, papers=OF_HEIR, account: Account | None = HERS, number="0026896566", **changes) -> CaseFile:
        case = self.opened(self.dead, **BY_HEIR | changes)
        receipts.enter_receipt(case.pk, receipt(number), by=self.clerk)
        if account:
            entering.record_claim_account(case.pk, account, by=self.clerk)
        self.scans(case, papers)
        return CaseFile.objects.get(pk=case.pk)

    def submitted(self, case: CaseFile) -> CaseFile:
        return submit_claim(case.pk, **self.step(case, self.clerk))


@pytest.fixture(scope="module")
def world(made_once):
    return World()


def refused(act) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        act()
    return [reason.code for reason in blocked.value.reasons]


def found(case) -> dict[str, bool]:
    """What is said of a claim, and whether it blocks."""
    return {one.code: one.blocks for one in judged(CaseFile.objects.get(pk=case.pk), TODAY).found}


def blocking(case) -> set[str]:
    return {code for code, blocks in found(case).items() if blocks}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"comer": "herself"}, "has_died"),
        ({"comer": "heir"}, "no_heir"),
        ({"comer": "heir", "heir": replace(HEIR, number=identity(2).number)}, "heir_is_she"),
    ],
)
def test_of_the_dead_an_heir_claims_and_is_named(world, changes, said):
    assert refused(lambda: world.opened(world.dead, **changes)) == [said]


def test_of_the_living_no_heir_claims(world):
    assert refused(lambda: world.opened(world.alive, **BY_HEIR)) == ["not_on_file"]


def test_she_is_paid_to_an_account_of_her_own_never_to_that_of_the_dead(world):
    case = world.by_heir(account=None)
    assert claim_of(case).payee is None and blocking(case) == {"account_missing"}
    entering.record_claim_account(case.pk, HERS, by=world.clerk)
    assert blocking(case) == set()
    approved = world.approve(world.review(world.submitted(case)))
    # Another heir names an account of hers: what this one is owed goes where it went.
    other = world.by_heir(account=None, number="0026896577")
    entering.record_claim_account(other.pk, replace(HERS, name="陳二文", number="6222000088887777"), by=world.clerk)
    payable = Payable.objects.select_related("payee", "account").get(case=approved)
    assert (payable.account.holder_kind, payable.account.holder_key) == ("claim_heir", str(approved.pk))
    assert payable.payee.account_name.open_for_work() == HEIR.name and payable.state == Payable.State.OPEN
    assert Payee.objects.filter(holder_kind="person", holder_key=str(world.dead.pk), ends_on=None).count() == 1


def test_both_proofs_are_asked_for_and_of_heirs_alone(world):
    case = world.by_heir(papers=PAPERS)
    assert {item.code for item in missing_papers(case, TODAY)} == {"proof_of_death", "proof_of_entitlement"}
    assert blocking(case) == {"papers_missing"}
    assert missing_papers(world.entered(world.alive, receipt("0026896577")), TODAY) == []


def test_a_claim_begun_alive_is_entered_anew_for_the_heir(world):
    case = world.entered(world.alive, receipt("0026896577"))
    Person.objects.filter(pk=world.alive.pk).update(died_on=date(2026, 5, 25))
    assert blocking(case) == {"person_died"}
    entering.change_claim(case.pk, replace(STAY, **BY_HEIR), by=world.clerk, on=TODAY)
    assert blocking(case) == {"papers_missing", "account_missing"}
    # The death is taken back: nobody inherits from the living.
    Person.objects.filter(pk=world.alive.pk).update(died_on=None)
    assert "heir_of_living" in blocking(case)


@pytest.mark.parametrize(("died", "said"), [(date(2026, 5, 20), False), (date(2026, 5, 19), True)])
def test_no_care_after_the_day_of_death(world, died, said):
    Person.objects.filter(pk=world.dead.pk).update(died_on=died)
    assert ("care_after_death" in blocking(world.by_heir())) is said


@pytest.mark.parametrize(("name", "said"), [(HEIR.name, False), (identity(2).name, True)])
def test_the_account_bears_the_name_of_the_heir(world, name, said):
    assert ("account_of_other" in found(world.by_heir(account=replace(HERS, name=name)))) is said


def test_the_database_names_the_heir_and_keeps_her(world):
    case = world.by_heir()
    rows = Reimbursement.objects.filter(pk=case.pk)
    for change in ({"heir_name": ""}, {"comes_as": "herself"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    world.submitted(case)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(heir_name="另一人")


def test_pages_and_papers_name_her_the_page_by_her_mask(world):
    client, address = at(world.clerk), reverse("open_claim", args=[world.dead.pk])
    assert address in client.get(reverse("see_person", args=[world.dead.pk])).content.decode()
    sent = filled(client.get(address)) | {"care": "inpatient", "starts_on": "2026-05-11", "ends_on": "2026-05-20"}
    sent |= {
        "institution_code": "H35020300001",
        "diagnosis": "I10.x00x002",
        "received_on": "2026-06-08",
        "reason": "02",
    }
    answer = client.post(address, sent | {"heir_name": HEIR.name})
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"heir_number", "heir_relation"}
    assert filled(answer)["heir_name"] == HEIR.name
    case = world.submitted(world.by_heir())
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert HEIR.name not in page and HEIR.number not in page and HEIR.number[-4:] in page
    paper = rendered(issue_claim_paper(case, ACCEPTANCE, by=world.clerk, on=TODAY))
    assert HEIR.name in paper and HEIR.number not in paper


def owns(officer, person) -> None:
    """The file of a person is the officer's own."""
    User.objects.filter(pk=officer.user.pk).update(own_subject=person.pk)
    officer.user.own_subject = person.pk


@pytest.fixture
def another(world):
    """A clerk and a reviewer who are known by a file of their own."""
    return world.staff("counter_clerk", number=3), world.staff("reviewer", number=3)


def test_nobody_handles_a_claim_she_brings_as_heir(world, another):
    clerk, reviewer = another
    owns(clerk, world.alive)
    as_heir = {"comer": "heir", "heir": replace(HEIR, number=identity(6).number)}
    told = replace(STAY, **as_heir)
    assert refused(lambda: entering.open_claim(world.dead, told, by=clerk, on=TODAY)) == ["her_own_matter"]
    case = world.submitted(world.by_heir(**as_heir))
    User.objects.filter(pk=clerk.user.pk).update(own_subject=None)
    owns(reviewer, world.alive)
    step = world.step(case, reviewer)
    assert refused(lambda: review_claim(case.pk, ReviewData(advice="approve"), **step)) == ["her_own_matter"]
    move = MoveData(receipts=(1,), place="counter", moved_on=TODAY)
    assert refused(lambda: record_originals(case.pk, move, by=reviewer, on=TODAY)) == ["her_own_matter"]


def test_nobody_handles_a_claim_she_brings_as_delegate(world, another):
    _clerk, reviewer = another
    begun = world.opened(world.alive)
    world.scans(begun, ("letter_of_authority",))
    letter = Authority(
        name="陳代理", number=identity(2).number, relation="朋友", scope=["hand_in"], until=date(2027, 1, 1)
    )
    delegate = record_delegate(begun.pk, letter, by=world.clerk, on=TODAY)
    case = world.received(world.alive, receipt("0026896577"), comer=str(delegate.pk))
    owns(reviewer, world.dead)
    step = world.step(case, reviewer)
    assert refused(lambda: review_claim(case.pk, ReviewData(advice="approve"), **step)) == ["her_own_matter"]


def test_nobody_takes_down_or_decides_on_what_goes_to_her_own_account(world, another):
    """The account is known by its number, under whichever name it is taken down."""
    clerk, reviewer = another
    owns(reviewer, world.alive)
    entering.record_claim_account(world.opened(world.alive).pk, replace(HERS, name="陳某"), by=world.clerk)
    case = world.submitted(world.by_heir())
    step = world.step(case, reviewer)
    assert refused(lambda: review_claim(case.pk, ReviewData(advice="approve"), **step)) == ["her_own_matter"]
    User.objects.filter(pk=reviewer.user.pk).update(own_subject=None)
    owns(clerk, world.alive)
    draft = world.by_heir(account=None, number="0026896588")
    assert refused(lambda: entering.record_claim_account(draft.pk, HERS, by=clerk)) == ["her_own_matter"]
