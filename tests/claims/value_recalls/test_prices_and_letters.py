"""A highest price that one institution, or one list beside it, told wrongly; letters of several recalls of one claim, of a file
that was merged, of a claim of another office; who waits in vain holds up nobody."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from casework.books.queries.checks import checked
from casework.models import CaseFile, IssuedPaper, Mailing, Office, User
from claims.models import Resettlement, ValueRecall, ValueRecallUnit
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.services.reviewing import Ruled
from claims.value_recalls.services import posting
from enrolment.models import Person
from institutions.models import Institution
from tests.accounts import at
from tests.claims.reimbursements.builders import DRUG_A, DRUG_B, line, receipt
from tests.claims.value_recalls.test_value_recalls import TWIN, borne, claim, codes, decided, post, proposed
from tests.institutions.builders import institution, signed

pytestmark = pytest.mark.django_db
THIRD = "ZA01BAJ0100010100485"
HUNDRED = {"quantity": Decimal(100), "price": Decimal(50)}
LIST = "156"


def priced_at(bench, at_: Institution, code: str, price: str) -> None:
    kept = bench.hospital
    bench.hospital = at_
    bench.price(code, price)
    bench.hospital = kept


@pytest.fixture
def two(bench):
    """An item of which two hospitals and the list of items tell a highest price: 30, 60 and 40."""
    bench.item(TWIN, fund_class="b", first_pay_ratio=Decimal("0.10"), payment_standard=Decimal(40))
    other = institution(sequence=2, hospital_level="third", pay_level="third", deductible_level="third")
    signed(other, bench.clerk, bench.reviewer, number="A2")
    priced_at(bench, bench.hospital, TWIN, "30")
    priced_at(bench, other, TWIN, "60")
    return other


def as_of(bench, standard: str, sequence: int, number: int) -> dict:
    """What the same bill comes to under an item whose highest price was right from the first day."""
    bench.item(THIRD, fund_class="b", first_pay_ratio=Decimal("0.10"), payment_standard=Decimal(standard))
    return borne(claim(bench, bench.insured(sequence), number, 1, line(THIRD, "5000.00", **HUNDRED)))


def bills(bench, other) -> tuple[CaseFile, CaseFile]:
    """The same bill of one of each hospital."""
    here = claim(bench, bench.insured(2), 11, 1, line(TWIN, "5000.00", **HUNDRED))
    case = bench.received(
        bench.insured(4),
        receipt("0000000021", line(TWIN, "5000.00", **HUNDRED), issued_on=bench.stay(2)),
        starts_on=bench.stay(1),
        ends_on=bench.stay(2),
        institution_code=other.code,
    )
    return here, approved(bench, case)


def approved(bench, case) -> CaseFile:
    found = judged(CaseFile.objects.get(pk=case.pk), bench.today).found
    ruled = [Ruled(key=row.key, ruling="pay", reason="核实") for row in found if row.blocks and "pay" in row.rulings]
    return bench.approve(bench.review(case, *ruled))


def test_of_one_institutions_price_its_own_claims_follow_alone(bench, two):
    here, there = bills(bench, two)
    before = borne(there)
    price = {"what": "ceiling", "code": TWIN, "right": Decimal(20)}
    assert codes(proposed, bench, **price) == ["several"]
    case = decided(bench, **price, teller=bench.hospital.code)
    assert ValueRecallUnit.objects.get().claim_id == here.pk
    post(bench, case)
    assert borne(there) == before and borne(here) == as_of(bench, "20", 6, 31) and not any(checked().values())


def test_a_price_above_the_payment_standard_is_never_paid_on(bench, two):
    """Of 60 the institution should have told 50: the standard of 40 was read, and stays. Of 30, 50: it is 40 then."""
    here, there = bills(bench, two)
    price = {"what": "ceiling", "code": TWIN, "right": Decimal(50)}
    assert codes(proposed, bench, **price, teller=two.code) == ["same"]
    post(bench, decided(bench, **price, teller=bench.hospital.code))
    assert borne(here) == borne(there) == as_of(bench, "40", 6, 31)


def test_a_payment_standard_is_put_right_beside_the_prices_of_institutions(bench, two):
    """The list should have told 35: whose price was 30 is where she was."""
    here, there = bills(bench, two)
    before = borne(here)
    case = decided(bench, what="ceiling", code=TWIN, right=Decimal(35), teller=LIST)
    assert ValueRecallUnit.objects.get().claim_id == there.pk
    post(bench, case)
    assert borne(here) == before and borne(there) == as_of(bench, "35", 6, 31)


def letters(recall: CaseFile) -> list[IssuedPaper]:
    return [
        one for one in IssuedPaper.objects.filter(kind="value_recall_letter") if one.facts["recall"] == recall.reference
    ]


def test_whose_claim_comes_to_the_same_is_told_nothing(bench):
    """The wrong value stood behind a claim that comes to the same: it is shown, and no letter is written about it."""
    person = bench.insured()
    claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    claim(bench, person, 12, 5, line(DRUG_A, "50.00"))
    case = decided(bench)
    post(bench, case)
    unit = ValueRecallUnit.objects.get()
    same = {row["claim"] for row in unit.shown if Decimal(row["stood"]) == Decimal(row["anew"])}
    changed = {row["claim"] for row in unit.shown} - same
    assert same and changed and unit.lettered_on == bench.today
    assert {str(row.case_id) for row in Mailing.objects.filter(stage="value_recall_letter")} == changed


def test_the_page_names_who_told_the_value(bench, two):
    bills(bench, two)
    case = decided(bench, what="ceiling", code=TWIN, right=Decimal(20), teller=bench.hospital.code)
    page = at(bench.third).get(reverse("see_case", args=[case.pk])).content.decode()
    assert bench.hospital.name in page and bench.hospital.code in page


def test_of_two_recalls_each_letter_tells_of_its_own(bench, monkeypatch):
    """The first recall's letter is written behind the second recall: each says what its own recall did, and both wait."""
    touched_one = claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))

    def fails(*_args, **_kwargs):
        raise ValueError

    first = decided(bench)
    with monkeypatch.context() as one:
        one.setattr(posting, "send_letters", fails)
        post(bench, first)
    second = decided(bench, right=Decimal("0.20"))
    post(bench, second)
    posting.run_waiting(bench.today)
    anew = {row.value_recall_id: (str(row.paid_before), str(row.paid)) for row in Resettlement.objects.all()}
    for recall in (first, second):
        (paper,) = letters(recall)
        assert (paper.facts["before"], paper.facts["after"]) == anew[recall.pk]
    waiting = Mailing.objects.filter(stage="value_recall_letter", case=touched_one, state="no_address")
    assert {row.paper_id for row in waiting} == {letters(first)[0].pk, letters(second)[0].pk}
    # By hand, from the page of either.
    address = reverse("issue_value_recall_letter", args=[touched_one.pk, first.pk])
    assert address in at(bench.third).get(reverse("see_case", args=[first.pk])).content.decode()
    assert at(bench.third).post(address).status_code == 302 and len(letters(second)) == 1


def test_letters_that_are_left_behind_a_posted_recall_are_written_by_a_colleague(bench, staff, monkeypatch):
    claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    case = decided(bench)

    def fails(*_args, **_kwargs):
        raise ValueError

    with monkeypatch.context() as one:
        one.setattr(posting, "send_letters", fails)
        post(bench, case)
    User.objects.filter(pk=bench.third.user.pk).update(is_active=False)
    posting.run_waiting(bench.today)
    assert ValueRecall.objects.get().stopped == "appointment_ended"
    colleague = staff("supervisor", number=5)
    page = at(colleague).get(reverse("see_case", args=[case.pk])).content.decode()
    assert reverse("post_value_recall", args=[case.pk]) in page
    posting.post_value_recall(case.pk, by=colleague)
    posting.run_waiting(bench.today)
    assert Mailing.objects.filter(stage="value_recall_letter").count() == 1
    # Nothing is left: nobody is asked, whatever becomes of her appointment.
    assert codes(posting.post_value_recall, case.pk, by=colleague) == ["not_decided"]
    User.objects.filter(pk=colleague.user.pk).update(is_active=False)
    posting.run_waiting(bench.today)
    assert ValueRecall.objects.get().stopped == ""


def test_whose_file_was_merged_is_one_person_and_gets_her_letter(bench):
    """By two merges, one behind the other."""
    old, between, kept = (bench.insured(number) for number in (2, 4, 6))
    first = claim(bench, old, 11, 1, line(DRUG_B, "9000.00"))
    claim(bench, kept, 21, 5, line(DRUG_B, "6000.00"))
    Person.objects.filter(pk=old.pk).update(merged_into=between)
    Person.objects.filter(pk=between.pk).update(merged_into=kept)
    case = decided(bench)
    unit = ValueRecallUnit.objects.get()
    assert unit.claim_id == first.pk and len(unit.shown) == 2
    assert post(bench, case)["posted"] == 1
    rows = Mailing.objects.filter(stage="value_recall_letter")
    assert {(row.addressee_key, row.state) for row in rows} == {(str(kept.pk), "no_address")} and rows.count() == 2


def test_a_claim_of_another_office_behind_it_has_its_letter_in_the_post_there(bench):
    person = bench.insured()
    claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    elsewhere = claim(bench, person, 12, 5, line(DRUG_B, "4000.00"))
    other = Office.objects.exclude(pk=bench.clerk.office.pk).filter(place_id="350211").first()
    assert other is not None
    CaseFile.objects.filter(pk=elsewhere.pk).update(office=other)
    case = decided(bench)
    assert {row["claim"] for row in ValueRecallUnit.objects.get().shown} >= {str(elsewhere.pk)}
    post(bench, case)
    unit = ValueRecallUnit.objects.get()
    assert (unit.state, unit.stopped, unit.lettered_on) == ("posted", "", bench.today)
    there = Mailing.objects.get(stage="value_recall_letter", case=elsewhere)
    assert there.office == other and there.paper is None and elsewhere.reference in there.content.open_for_work()


def test_who_waits_for_a_bank_or_fails_comes_behind_everybody_else(bench, monkeypatch):
    """A job whose time is over after one person goes on at who was not tried yet, though the first two wait for the bank."""
    for number in (2, 4):
        person = bench.insured(number)
        claim(bench, person, 11 + number, 1, line(DRUG_B, "9000.00"))
        bench.compared(person)
    bench.batch()
    claim(bench, bench.insured(6), 31, 1, line(DRUG_B, "9000.00"))
    case = decided(bench)
    posting.post_value_recall(case.pk, by=bench.third)
    turn = iter(range(10_000))
    # Whoever asks for the time finds that as much of it went by as one person takes.
    clock = SimpleNamespace(monotonic=lambda: next(turn) * posting.SECONDS_A_JOB / 1.5)
    monkeypatch.setattr(posting, "time", clock)
    for _job in range(3):
        posting.run_waiting(bench.today)
    monkeypatch.undo()
    rows = list(ValueRecallUnit.objects.order_by("pk").values_list("state", "stopped"))
    assert rows == [("waiting", "payment_under_way")] * 2 + [("posted", "")]
    assert "▲" in at(bench.third).get(reverse("see_case", args=[case.pk])).content.decode()


def test_nothing_is_nothing_however_it_is_typed(bench):
    """Kept as 0: what was shown as of -0 would be found to have changed."""
    claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    assert post(bench, decided(bench, right=Decimal("-0")))["posted"] == 1
