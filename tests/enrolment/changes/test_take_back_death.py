"""A death recorded in error is taken back by a second officer, or its day corrected: what it brought about is undone, its history
stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.mailings.models.mailing import Mailing
from casework.models import Event, Place
from casework.money.models.payments import Payable
from casework.money.queries import disagreements, personal_accounts
from casework.money.services.ledger import account_of, book
from casework.payments.services.batches import discard_batch, make_batch
from casework.payments.services.payees import Account, check_payee, lift_hold, record_payee
from enrolment.changes.services import recording
from enrolment.changes.services.accounts import holder_of
from enrolment.codes.queries.renewals import codes_to_activate_again
from enrolment.contributions.queries.cover import coverage_on
from enrolment.contributions.services.paid_time import paid_year, record_paid_time
from enrolment.contributions.services.yearly_cover import write_year
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.models import CodeActivation, CoverPeriod, EnrolmentChange, Representative
from enrolment.persons.services.representatives import end_delegate
from tests.accounts import at
from tests.builders import SIMING, data, identity, op, submitted
from tests.enrolment.changes.test_changes import credit
from tests.enrolment.changes.test_death import DIED, activation, delegate, died, letter

pytestmark = pytest.mark.django_db
LATER = date(2026, 8, 1)


def taken_back(counter, person, reason="death_of_another"):
    change = counter.recorded(person, "take_back_death", reason=reason)
    person.refresh_from_db()
    return change


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


def test_cover_stands_again_and_what_was_known_meanwhile_can_still_be_read(counter, person):
    paid = paid_year(Place.objects.get(code=SIMING), 2026, person_kind="adult", paid_on=date(2025, 10, 5))
    record_paid_time(person, paid, by=counter.clerk)
    write_year(2026)
    before = timezone.now()
    died(counter, person)
    between = timezone.now()
    assert coverage_on(person.pk, LATER).covered is False
    change = taken_back(counter, person)
    assert person.died_on is None
    assert coverage_on(person.pk, LATER).covered is True
    assert coverage_on(person.pk, LATER, known_at=between).covered is False, "as it was known meanwhile"
    assert coverage_on(person.pk, LATER, known_at=before).covered is True
    assert CoverPeriod.objects.known().get(person=person).ends_on == date(2026, 12, 31)
    held = enrolment_on(person.pk, LATER)
    assert held is not None and held.application_id is not None, "with the application it came of"
    assert (change.before["died_on"], change.after["died_on"]) == (DIED, "")
    assert Event.objects.filter(verb="take_death_back", subject=person.pk).count() == 1
    body = at(counter.reviewer).get(reverse("see_case", args=[change.case_id])).content.decode()
    assert DIED in body


def test_it_takes_two_and_its_papers_and_is_done_once(counter, person):
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, "take_back_death", reason="report_wrong")
    assert codes(blocked) == ["not_dead"]
    died(counter, person)
    case = counter.asked(person, "take_back_death", reason="report_wrong", papers=("identity_document",))
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["papers_missing"]
    with pytest.raises(PermissionDenied):
        recording.record_change(case.pk, None, by=counter.clerk, on=counter.clerk.on, seen=case.version, op=op())
    recording.withdraw_change(case.pk, by=counter.clerk, on=counter.clerk.on, seen=case.version, op=op())
    taken_back(counter, person)
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, "take_back_death", reason="report_wrong")
    assert codes(blocked) == ["not_dead"]


def test_the_same_press_twice_is_one_taking_back(counter, person):
    died(counter, person)
    case = counter.asked(person, "take_back_death", reason="report_wrong")
    step = {"by": counter.reviewer, "on": counter.reviewer.on, "seen": case.version, "op": op()}
    recording.record_change(case.pk, None, **step)
    recording.record_change(case.pk, None, **step)
    assert person.enrolments.filter(superseded_at=None).count() == 1


def test_a_death_can_be_recorded_again_afterwards_and_taken_back_again(counter, person):
    died(counter, person)
    taken_back(counter, person)
    died(counter, person, "2026-06-09")
    assert str(person.died_on) == "2026-06-09"
    assert enrolment_on(person.pk, LATER) is None
    taken_back(counter, person)
    assert enrolment_on(person.pk, LATER) is not None


def test_the_day_is_corrected_and_the_cover_ends_on_the_right_one(counter, person):
    died(counter, person, "2026-06-01")
    assert enrolment_on(person.pk, date(2026, 6, 10)) is None
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, "correct_death", "2026-06-01")
    assert codes(blocked) == ["same_day"]
    change = counter.recorded(person, "correct_death", DIED)
    person.refresh_from_db()
    assert str(person.died_on) == DIED
    assert enrolment_on(person.pk, date(2026, 6, 10)) is not None
    assert enrolment_on(person.pk, date(2026, 6, 11)) is None
    assert (change.before["died_on"], change.after["died_on"]) == ("2026-06-01", DIED)
    taken_back(counter, person)
    assert enrolment_on(person.pk, LATER) is not None


def test_the_code_is_not_activated_but_stands_on_the_list_until_it_is(counter, person):
    case = activation(person, counter, "check", "activate")
    died(counter, person)
    assert codes_to_activate_again(counter.clerk, "")[0] == []
    taken_back(counter, person)
    assert CodeActivation.objects.get(case=case).state == "deactivated"
    assert [row.case_id for row in codes_to_activate_again(counter.clerk, "")[0]] == [case.pk]
    body = at(counter.clerk).get(reverse("see_codes_to_renew")).content.decode()
    assert reverse("see_case", args=[case.pk]) in body and person.name not in body
    activation(person, counter)
    assert codes_to_activate_again(counter.clerk, "")[0] == []


def test_authorities_come_back_where_their_term_still_runs(counter, person):
    own_case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    runs = delegate(own_case, "李四", "A3", counter.clerk)
    over = delegate(own_case, "趙六", "A5", counter.clerk)
    end_delegate(over.pk, "withdrawn", by=counter.clerk, on=counter.clerk.on)
    died(counter, person)
    change = counter.asked(person, "take_back_death", reason="report_wrong")
    counter.record(change)
    standing = Representative.objects.filter(person=person, ended_on=None)
    row = standing.get()
    assert (row.ends_on, row.scope, row.number.open_for_work()) == (runs.ends_on, runs.scope, "A3")
    ended = Representative.objects.get(pk=runs.pk)
    assert ended.ended_on == counter.reviewer.on, "what ended stays on record"
    assert Event.objects.filter(verb="restore_authority").count() == 1


def test_what_waited_for_her_waits_again_and_what_was_tried_is_for_a_person(counter, person):
    case = submitted(counter.clerk, data(identity(8)))
    waiting, tried = letter(case, person), letter(case, person)
    Mailing.objects.filter(pk=waiting.pk).update(state="waiting", stage="first")
    Mailing.objects.filter(pk=tried.pk).update(state="uncertain", stage="second", message_id="<2@x>")
    died(counter, person)
    while_dead = letter(case, person)
    taken_back(counter, person)
    states = dict(Mailing.objects.values_list("pk", "state"))
    assert [states[row.pk] for row in (waiting, tried, while_dead)] == ["waiting", "uncertain", "stopped"]


def test_what_the_heirs_are_owed_is_withdrawn_and_the_account_holds_it_again(counter, person):
    credit(person, "88.80", counter.clerk)
    died(counter, person)
    taken_back(counter, person)
    payable = Payable.objects.get()
    assert (payable.state, payable.held_because) == ("cancelled", "")
    assert [one.balance for one in personal_accounts(holder_of(person), counter.clerk.on)] == [Decimal("88.80")]
    assert set(disagreements().values()) == {0}


def test_what_she_was_owed_herself_is_open_again_and_names_its_account_anew(counter, person):
    credit(person, "10.00", counter.clerk)
    counter.recorded(person, "end", "2026-06-30", reason="left_mainland", account="paid_out")
    died(counter, person)
    payable = Payable.objects.get()
    record_payee(payable.pk, Account(name="甲", number="62220", bank_code="1", bank_name="行"), by=counter.clerk)
    taken_back(counter, person)
    payable.refresh_from_db()
    assert (payable.state, payable.held_because, payable.payee_id) == ("open", "", None)


def test_a_payment_on_its_way_to_the_heirs_stands_against_it_and_one_paid_is_named(counter, person, staff):
    credit(person, "88.80", counter.clerk)
    died(counter, person)
    payable = Payable.objects.get()
    lift_hold(payable.pk, "公证书 1 号", by=counter.reviewer)
    record_payee(payable.pk, Account(name="甲", number="62220", bank_code="1", bank_name="行"), by=counter.clerk)
    check_payee(payable.pk, "62220", by=counter.reviewer)
    batch = make_batch(by=staff("finance_officer"))
    case = counter.asked(person, "take_back_death", reason="report_wrong")
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["on_its_way"]
    person.refresh_from_db()
    assert person.died_on is not None, "nothing of it was done"
    discard_batch(batch.pk, by=staff("finance_officer"))
    bank = account_of("bank", payable.account.place)
    payment = book("paid", payable.account, bank, payable.amount, purpose="payment", on=counter.clerk.on)
    Payable.objects.update(state="paid", paid_on=counter.clerk.on, payment=payment)
    change = counter.record(case)
    body = at(counter.reviewer).get(reverse("see_case", args=[change.case_id])).content.decode()
    assert "88.80" in body and person.died_on is not None
    assert Payable.objects.get().state == "paid", "what was paid is named, not undone"


def test_letters_to_whoever_acted_for_the_dead_are_stopped(counter, person):
    own_case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    row = delegate(own_case, "李四", "A3", counter.clerk)
    stopped = _to_representative(own_case, row)
    died(counter, person)
    assert Mailing.objects.get(pk=stopped.pk).state == "stopped"


def test_letters_to_a_delegate_whose_authority_ends_are_stopped(counter, person):
    own_case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    gone, stays = (delegate(own_case, name, name, counter.clerk) for name in ("A3", "A4"))
    stopped, goes = _to_representative(own_case, gone), _to_representative(own_case, stays)
    end_delegate(gone.pk, "withdrawn", by=counter.clerk, on=counter.clerk.on)
    assert [Mailing.objects.get(pk=row.pk).state for row in (stopped, goes)] == ["stopped", "no_address"]


def _to_representative(case, row) -> Mailing:
    return Mailing.objects.create(
        addressee_kind="representative",
        addressee_key=str(row.pk),
        office=case.office,
        case=case,
        stage="greeting",
        for_date=date(2026, 6, 10),
        state="no_address",
    )


def test_cover_that_was_changed_since_is_not_overwritten(counter, person):
    died(counter, person)
    person.enrolments.filter(superseded_at=None).update(superseded_at=timezone.now(), superseded_reason="merged")
    case = counter.asked(person, "take_back_death", reason="report_wrong")
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["changed_since"]


def test_the_database_lets_a_death_be_taken_back_once_and_by_this_act_alone(counter, person):
    died(counter, person)
    death = EnrolmentChange.objects.get(person=person, act="report_death")
    taken_back(counter, person)
    other = counter.asked(person, "suspend", "2026-07-01", reason="away")
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentChange.objects.filter(case=other).update(takes_back=death)


def test_the_page_of_the_dead_leads_to_it_and_the_page_of_the_living_does_not(counter, person):
    client, page = at(counter.clerk), reverse("see_person", args=[person.pk])
    address = reverse("choose_death_correction", args=[person.pk])
    assert address not in client.get(page).content.decode()
    died(counter, person)
    assert address in client.get(page).content.decode()
    body = client.get(address).content.decode()
    assert reverse("open_change", args=[person.pk, "take_back_death"]) in body
    assert reverse("open_change", args=[person.pk, "suspend"]) not in body
    opened = client.post(
        reverse("open_change", args=[person.pk, "take_back_death"]),
        {"reason": "death_of_another", "received_on": "2026-06-10"},
    )
    assert opened.status_code == 302
    assert EnrolmentChange.objects.filter(person=person, act="take_back_death", state="requested").exists()
