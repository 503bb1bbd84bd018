"""A claim begun at a service center: for whom, what is shown there, what is taken in; never decided, never paid."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.look_ups.services import Braked
from casework.models import CaseFile, Event, Look
from casework.papers.services.paper_offers import readable
from casework.staff.permissions import scope_of, verbs_of
from claims.models import Reimbursement
from claims.reimbursements.queries.door import NAMED_FOR_SECONDS, claimants
from claims.reimbursements.services import entering, receipts, receiving
from claims.reimbursements.services.naming import name_claimant
from claims.reimbursements.services.originals import MoveData, record_originals
from claims.reimbursements.services.papers import ACCEPTANCE, AT_CENTERS, KINDS, issue_claim_paper
from enrolment.applications.services import applications
from enrolment.models import Person
from tests.accounts import at
from tests.builders import JIMEI, Staff, data, identity, op
from tests.claims.reimbursements.builders import ACCOUNT, STAY, Desk, receipt
from tests.filled_forms import filled
from tests.institutions.builders import with_remedies
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
PAPER = {"kind": "paper", "code": "", "check_code": "", "looked_up": False}
NUMBER = identity(2).number
FORM = {
    "care": "inpatient",
    "starts_on": "2026-05-11",
    "ends_on": "2026-05-20",
    "institution_code": "H35020300001",
    "diagnosis": "I10.x00x002",
    "reason": "02",
    "received_on": "2026-06-08",
}


class World:
    """A county with a service center, a partner's station and somebody insured, whom the center has never met."""

    def __init__(self):
        self.staff = Staff(TODAY)
        self.desk = Desk(self.staff)
        with_remedies()
        self.center, self.partner = self.staff.center(), self.staff.center(partner=True)
        self.person = self.desk.insured()

    def taken_in(self, *held) -> CaseFile:
        """Named, opened, receipts entered, account taken down: everything by the center."""
        name_claimant(NUMBER, by=self.center)
        case = entering.open_claim(self.person, STAY, by=self.center, on=TODAY)
        for one in held or (receipt(),):
            receipts.enter_receipt(case.pk, one, by=self.center)
        entering.record_claim_account(case.pk, ACCOUNT, by=self.center)
        self.desk.scans(case)
        return CaseFile.objects.get(pk=case.pk)

    def received(self, *held) -> CaseFile:
        case = self.taken_in(*held)
        return receiving.submit_claim(case.pk, **self.desk.step(case, self.center))


@pytest.fixture(scope="module")
def world(made_once):
    return World()


def may_claim(by) -> list:
    return list(claimants(by).values_list("pk", flat=True))


def refused(act) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        act()
    return [reason.code for reason in blocked.value.reasons]


def test_the_door_opens_by_an_exact_number_for_a_quarter_of_an_hour_and_for_her_alone(world):
    assert may_claim(world.center) == []
    assert name_claimant(identity(8).number, by=world.center) == []
    assert Event.objects.get(verb="look_up_identity", actor=world.center.user).facts == {
        "page": "claim",
        "found": False,
    }
    with pytest.raises(Person.DoesNotExist):
        entering.open_claim(world.person, STAY, by=world.center, on=TODAY)
    assert name_claimant(NUMBER, by=world.center) == [world.person]
    assert Look.objects.filter(page="name_claimant", shown=[world.person.pk]).exists()
    assert may_claim(world.center) == [world.person.pk]
    # Not for a colleague of the same center, nor for a station that had not seen her.
    assert may_claim(world.staff.center(number=2)) == [] and may_claim(world.partner) == []
    later = timezone.now() + timedelta(seconds=NAMED_FOR_SECONDS + 1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("claims.reimbursements.queries.door.timezone.now", lambda: later)
        assert may_claim(world.center) == []


def test_a_file_of_another_county_is_not_found_as_one_that_never_was(world):
    elsewhere = world.staff.center(under=JIMEI)
    assert name_claimant(NUMBER, by=elsewhere) == [] and may_claim(elsewhere) == []
    answer = at(elsewhere).post(reverse("name_claimant"), {"number": NUMBER}).content.decode()
    assert world.person.masked_name not in answer and "empty-state" in answer
    assert at(elsewhere).get(reverse("open_claim", args=[world.person.pk])).status_code == 404


def test_a_case_of_hers_opens_it_while_it_is_open(world):
    case = applications.open_application(by=world.partner, language="zh-hant")
    applications.submit_application(case.pk, data(identity(12)), by=world.partner, on=TODAY, seen=case.version, op=op())
    case = CaseFile.objects.get(pk=case.pk)
    assert case.subject and may_claim(world.partner) == [case.subject] and may_claim(world.center) == []
    page = at(world.partner).get(reverse("name_claimant")).content.decode()
    assert case.reference in page and reverse("open_claim", args=[case.subject]) in page
    applications.withdraw(case.pk, "不办了", originals_returned=True, **world.desk.step(case, world.desk.clerk))
    assert may_claim(world.partner) == []


def test_who_tries_numbers_is_stopped(world, settings):
    settings.MISSES_PER_HOUR = 2
    for sequence in (20, 22):
        name_claimant(identity(sequence).number, by=world.center)
    with pytest.raises(Braked):
        name_claimant(NUMBER, by=world.center)
    answer = at(world.center).post(reverse("name_claimant"), {"number": NUMBER})
    assert answer.status_code == 422 and filled(answer)["number"] == NUMBER


def test_from_the_number_to_the_acceptance_by_the_pages(world):
    client = at(world.center)
    answer = client.post(reverse("name_claimant"), {"number": NUMBER}).content.decode()
    address = reverse("open_claim", args=[world.person.pk])
    assert address in answer and world.person.masked_name in answer and world.person.name not in answer
    page = client.get(address).content.decode()
    # Nothing of the file but the masked name, the cover and the office.
    assert world.person.reference not in page and NUMBER[-4:] not in page
    opened = client.post(address, filled(client.get(address)) | FORM)
    case = CaseFile.objects.get(kind="reimbursement")
    assert opened["Location"] == reverse("enter_receipt", args=[case.pk])
    assert (case.office, case.through_center, case.assigned_to) == (world.desk.clerk.office, world.center.office, None)
    account = reverse("record_claim_account", args=[case.pk])
    assert world.person.name not in client.get(account).content.decode()
    receipts.enter_receipt(case.pk, receipt("A0000001", **PAPER), by=world.center)
    places = client.get(reverse("record_originals", args=[case.pk])).content.decode()
    assert 'value="center"' in places and 'value="counter"' not in places
    submit = reverse("submit_claim", args=[case.pk])
    assert client.post(submit, filled(client.get(submit))).status_code == 302
    case = CaseFile.objects.get(pk=case.pk)
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert case.state == "received" and reverse("issue_claim_acceptance", args=[case.pk]) in page
    assert 'id="settlement"' not in page
    assert client.post(reverse("issue_claim_acceptance", args=[case.pk]), {"op": op()}).status_code == 302


def test_it_waits_at_the_county_office_which_decides(world):
    case = world.received()
    assert case.office == world.desk.clerk.office
    case = world.desk.approve(world.desk.review(case))
    assert case.state == "approved"
    client = at(world.center)
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    # What it came to is the office's to say: on the page of the center no amount of it stands.
    assert str(Reimbursement.objects.get(pk=case.pk).approved_amount) not in page.replace(",", "")
    assert reverse("issue_claim_decision", args=[case.pk]) not in page
    with pytest.raises(PermissionDenied):
        issue_claim_paper(case, KINDS["claim_decision"], by=world.center, on=TODAY)


def test_what_the_office_printed_of_its_decision_is_not_read_there(world):
    case = world.desk.approve(world.desk.review(world.received()))
    client, papers = at(world.center), []
    for kind in ("claim_decision", "claim_statement"):
        papers.append(issue_claim_paper(case, KINDS[kind], by=world.desk.clerk, on=TODAY))
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    for paper in papers:
        assert reverse("see_paper", args=[paper.pk]) not in page and paper.reference not in page
        assert client.get(reverse("see_paper", args=[paper.pk])).status_code == 404
        assert client.post(reverse("print_paper", args=[paper.pk])).status_code == 404
    assert at(world.desk.clerk).get(reverse("see_paper", args=[papers[0].pk])).status_code == 200
    # The statement of a year lies on a case of whatever kind, also of one that a center sees.
    other = CaseFile(kind="enrolment")
    assert readable(other, "claims_year", world.desk.clerk) and not readable(other, "claims_year", world.center)


def test_the_originals_are_in_its_custody_until_the_office_has_them(world):
    case = world.taken_in(receipt("A0000001", **PAPER))
    here = MoveData(receipts=(1,), place="center", moved_on=TODAY)
    assert record_originals(case.pk, here, by=world.center, on=TODAY)
    there = replace(here, place="counter")
    assert refused(lambda: record_originals(case.pk, there, by=world.center, on=TODAY)) == ["not_hers_to_say"]
    assert record_originals(case.pk, replace(here, place="post"), by=world.center, on=TODAY)
    assert record_originals(case.pk, there, by=world.desk.clerk, on=TODAY)


def test_once_received_the_center_takes_nothing_back_and_nothing_out(world):
    case = world.received()
    assert refused(lambda: receiving.withdraw_claim(case.pk, **world.desk.step(case, world.center))) == [
        "at_the_office"
    ]
    assert refused(lambda: receipts.remove_receipt(case.pk, 1, by=world.center)) == ["not_open"]
    back = receiving.return_claim(case.pk, ["medical_record"], "", TODAY, **world.desk.step(case, world.desk.reviewer))
    assert issue_claim_paper(back, KINDS["claim_missing"], by=world.center, on=TODAY)
    again = receiving.supply_claim(back.pk, TODAY, **world.desk.step(back, world.center))
    assert again.state == "received" and issue_claim_paper(again, ACCEPTANCE, by=world.center, on=TODAY)


def test_another_center_and_a_colleague_of_a_partner_see_nothing_of_it(world):
    case = world.received()
    for other in (world.partner, world.staff.center(under=JIMEI)):
        assert at(other).get(reverse("see_case", args=[case.pk])).status_code == 404
        with pytest.raises(CaseFile.DoesNotExist):
            issue_claim_paper(case, ACCEPTANCE, by=other, on=TODAY)


def test_other_care_of_the_person_is_not_told_there(world):
    world.desk.received(world.person, receipt("0026896577"))
    case = world.received()
    told = {one: at(one).get(reverse("see_case", args=[case.pk])) for one in (world.center, world.desk.reviewer)}
    codes = {one: {found.code for found in answer.context["findings"]} for one, answer in told.items()}
    assert codes[world.desk.reviewer] - codes[world.center] == {"stay_overlaps"}


@pytest.mark.parametrize("role", ["center_staff", "community_staff"])
def test_they_take_in_and_never_decide_or_pay(role):
    never = ("return_claim", "review_claim", "second_review_claim", "send_back_claim", "approve_claim", "refuse_claim")
    paying = (
        "see_payments",
        "record_payee",
        "check_payee",
        "hold_payment",
        "open_reversal",
        "open_recovery",
        "see_person",
    )
    assert not {*never, *paying} & verbs_of(role)
    assert {scope_of(role, verb) for verb in ("open_claim", "enter_receipt", "submit_claim", "record_originals")} == {
        "center"
    }
    assert {kind.kind for kind in AT_CENTERS} == {
        *("claim_acceptance", "claim_missing", "claim_originals", "certified_copy"),
    }


def test_the_page_costs_the_same_for_many_cases(world):
    client, page = at(world.partner), reverse("name_claimant")
    client.get(page)
    for sequence in (30, 32, 34):
        case = applications.open_application(by=world.partner, language="zh-hant")
        step = {"by": world.partner, "on": TODAY, "seen": case.version, "op": op()}
        applications.submit_application(case.pk, data(identity(sequence)), **step)
        if sequence == 30:
            few = queries_of(client, page)
    assert queries_of(client, page) == few
