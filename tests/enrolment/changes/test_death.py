"""A death: cover ends on the day, the code is deactivated, no message goes out, every authority ends, cases go on, the account
is owed to the heirs."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.mailings.models.mailing import Mailing
from casework.mailings.services import letters
from casework.mailings.services.hand_over import hand_over
from casework.models import Event, Place
from casework.money.models.payments import Payable
from casework.money.queries import personal_accounts
from casework.payments.rules.bank_answer import AnswerLine
from casework.payments.services import batches, payees
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.changes.services.accounts import holder_of
from enrolment.contributions.queries.cover import coverage_on
from enrolment.contributions.services.paid_time import paid_year, record_paid_time
from enrolment.contributions.services.yearly_cover import write_year
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.duplicates.table import entry_of
from enrolment.expiry.queries import visible_to
from enrolment.expiry.services.watch import put_tasks
from enrolment.models import CodeActivation, CoverPeriod, ExpiryTask, IdentityDocument, Person, Representative
from enrolment.persons.services.representatives import Authority, record_delegate
from enrolment.platform.rules.confirmations import recorded_answer
from tests.accounts import at
from tests.builders import SIMING, data, enrolled, identity, op, scanned, submitted
from tests.casework.payments.test_payments import ACCOUNT
from tests.enrolment.changes.test_changes import credit

pytestmark = pytest.mark.django_db
DIED = "2026-06-10"


def died(counter, person, day=DIED):
    counter.recorded(person, "report_death", day)
    person.refresh_from_db()
    return person


def letter(case, person):
    def words(_language):
        return "subject", "text"

    return letters.write_letter(case, "greeting", words, to=("person", str(person.pk)), on=date(2026, 6, 10))


def activation(person, counter, *steps):
    """An activation of the code, as far as the steps go."""
    case = activations.open_activation(person, by=counter.clerk, on=counter.clerk.on)
    if steps:
        who = identity()
        shown = Presented(kind=who.kind, number=who.number, name_agrees=True, consents=True)
        step = {"by": counter.clerk, "on": counter.clerk.on, "op": op()}
        case = activations.check_identity(case.pk, shown, seen=case.version, **step)
    if "activate" in steps:
        answer = recorded_answer("AC-1", counter.clerk.on, today=counter.clerk.on)
        step = {"by": counter.clerk, "on": counter.clerk.on, "op": op()}
        case = activations.activate_code(case.pk, answer, seen=case.version, **step)
    return case


def test_cover_ends_on_the_day_of_death(counter, person):
    paid = paid_year(Place.objects.get(code=SIMING), 2026, person_kind="adult", paid_on=date(2025, 10, 5))
    record_paid_time(person, paid, by=counter.clerk)
    died(counter, person)
    assert person.died_on == date(2026, 6, 10)
    assert coverage_on(person.pk, date(2026, 6, 10)).covered is True
    assert coverage_on(person.pk, date(2026, 6, 11)).covered is False
    assert enrolment_on(person.pk, date(2026, 6, 11)) is None


def test_a_year_paid_ahead_ends_with_the_death_and_stands_again_when_it_is_taken_back(counter, person):
    place = Place.objects.get(code=SIMING)
    for year, day in ((2026, date(2025, 10, 5)), (2027, date(2026, 6, 1))):
        record_paid_time(person, paid_year(place, year, person_kind="adult", paid_on=day), by=counter.clerk)
    spring = date(2027, 3, 1)
    before = timezone.now()
    died(counter, person)
    assert coverage_on(person.pk, spring).covered is False
    assert coverage_on(person.pk, spring).from_ is None
    assert coverage_on(person.pk, spring, known_at=before).covered is True
    write_year(2027)
    row = CoverPeriod.objects.known().get(person=person, year=2027)
    assert (row.starts_on, row.ends_on, row.reason) == (None, None, "ended")
    counter.recorded(person, "take_back_death", reason="death_of_another")
    assert coverage_on(person.pk, spring).covered is True
    write_year(2027)
    assert CoverPeriod.objects.known().get(person=person, year=2027).ends_on == date(2027, 12, 31)


def test_what_is_booked_after_the_death_covers_no_day_behind_it(counter, person):
    died(counter, person)
    later = date(2026, 6, 20)
    paid = paid_year(Place.objects.get(code=SIMING), 2027, person_kind="adult", paid_on=later)
    record_paid_time(person, paid, by=counter.clerk)
    assert coverage_on(person.pk, date(2027, 3, 1)).covered is False
    write_year(2027)
    assert CoverPeriod.objects.known().get(person=person).starts_on is None


def test_whoever_died_before_the_enrolment_began_was_never_covered(counter, person):
    died(counter, person, "2026-06-01")
    assert enrolment_on(person.pk, date(2026, 6, 10)) is None
    assert not person.enrolments.filter(superseded_at=None).exists()


def test_the_code_is_deactivated(counter, person):
    case = activation(person, counter, "check", "activate")
    died(counter, person)
    row = CodeActivation.objects.get(case=case)
    assert (row.state, row.deactivated_on) == ("deactivated", counter.clerk.on)
    case.refresh_from_db()
    assert not case.is_open
    event = Event.objects.get(case=case, verb="deactivate_code")
    assert (event.actor, event.to_state) == (counter.reviewer.user, "deactivated")
    body = at(counter.clerk).get(reverse("see_case", args=[case.pk])).content.decode()
    assert row.get_state_display() in body


@pytest.mark.parametrize("steps", [(), ("check",)])
def test_an_activation_under_way_ends_and_none_is_opened_any_more(counter, person, steps):
    case = activation(person, counter, *steps)
    died(counter, person)
    row = CodeActivation.objects.get(case=case)
    assert (row.state, row.closing) == ("closed", "enrolment_ended")
    with pytest.raises(Blocked):
        activation(person, counter)


def test_no_message_goes_to_the_dead_person_afterwards(counter, person, settings):
    """What waits is stopped, what waits for a person who would serve it too, and what is written later never leaves."""
    settings.SMS_CHANNEL = "tests.enrolment.changes.test_death.Operator"
    case = submitted(counter.clerk, data(identity(8)))
    waiting, by_hand, gone = letter(case, person), letter(case, person), letter(case, person)
    Mailing.objects.filter(pk=waiting.pk).update(state="waiting", stage="first")
    Mailing.objects.filter(pk=by_hand.pk).update(state="no_address", stage="second")
    Mailing.objects.filter(pk=gone.pk).update(state="handed_over", message_id="<1@x>", handed_over_at=timezone.now())
    other = letter(case, Person.objects.get(pk=case.subject))
    died(counter, person)
    later = letter(case, person)
    states = {row.pk: row.state for row in Mailing.objects.all()}
    assert [states[row.pk] for row in (waiting, by_hand, gone, later)] == [
        "stopped",
        "stopped",
        "handed_over",
        "stopped",
    ]
    assert states[other.pk] == "waiting" and not later.content
    # A notice that the sweep writes for her is stopped at the hand-over itself.
    Mailing.objects.filter(pk=waiting.pk).update(state="waiting", next_try_at=timezone.now())
    Operator.taken.clear()
    counts = hand_over(timezone.now())
    assert counts["stopped"] == 1 and Mailing.objects.get(pk=waiting.pk).state == "stopped"
    assert len(Operator.taken) <= 1 and not mail.outbox


class Operator:
    """An operator of text messages that keeps what it took."""

    code = "sms"
    taken: list = []

    def send(self, message, message_id):
        self.taken.append(message_id)


def delegate(case, name, number, by):
    scanned(case, by, "letter_of_authority")
    authority = Authority(name=name, number=number, relation="友", scope=["hand_in"], until=date(2027, 1, 1))
    return record_delegate(case.pk, authority, by=by, on=by.on)


def test_every_authority_of_the_person_and_for_her_ends(counter, person):
    hers = submitted(counter.clerk, data(identity(8)))
    for_another = delegate(hers, "陳小明", "A1", counter.clerk)
    Representative.objects.filter(pk=for_another.pk).update(file=person)
    unrelated = delegate(hers, "王五", "A2", counter.clerk)
    own_case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    for_her = delegate(own_case, "李四", "A3", counter.clerk)
    died(counter, person)
    ended = {row.pk: row.ended_on for row in Representative.objects.all()}
    assert ended == {for_another.pk: counter.reviewer.on, for_her.pk: counter.reviewer.on, unrelated.pk: None}
    assert not Representative.objects.get(pk=for_her.pk).acts_on(counter.reviewer.on)
    with pytest.raises(Blocked) as blocked:
        delegate(own_case, "趙六", "A4", counter.clerk)
    assert [reason.code for reason in blocked.value.reasons] == ["has_died"]


def test_open_cases_go_on(counter, person):
    """What she was owed or had asked for before is decided on; only what would change the enrolment is refused."""
    suspend = counter.asked(person, "suspend", "2026-07-01", reason="away")
    died(counter, person)
    suspend.refresh_from_db()
    assert suspend.is_open and suspend.state == "requested"
    with pytest.raises(Blocked) as blocked:
        counter.record(suspend)
    assert [reason.code for reason in blocked.value.reasons] == ["has_died"]


def test_the_account_is_owed_to_the_heirs_and_held_until_they_are_proven(counter, person):
    credit(person, "88.80", counter.clerk)
    died(counter, person)
    payable = Payable.objects.get()
    assert (payable.amount, payable.state, payable.held_because) == (Decimal("88.80"), "held", "heirs_not_proven")
    assert (payable.account.holder_kind, payable.account.kind) == ("heirs", "payable")
    assert [one.balance for one in personal_accounts(holder_of(person), counter.clerk.on)] == [Decimal(0)]


def test_nothing_is_owed_where_there_is_no_account(counter, person):
    died(counter, person)
    assert not Payable.objects.exists()


def test_nobody_is_asked_to_renew_the_documents_of_the_dead(counter, person):
    IdentityDocument.objects.filter(person=person).update(expires_on=date(2026, 7, 1))
    put_tasks(counter.clerk.on)
    assert visible_to(counter.clerk).count() == 1
    died(counter, person)
    assert visible_to(counter.clerk).count() == 0
    IdentityDocument.objects.filter(person=person).update(expires_on=date(2026, 7, 2))
    put_tasks(counter.clerk.on)
    assert ExpiryTask.objects.filter(expires_on=date(2026, 7, 2)).count() == 0


def test_the_file_says_it_and_offers_nothing_that_only_the_living_do(counter, person):
    client = at(counter.clerk)
    page = reverse("see_person", args=[person.pk])
    assert reverse("choose_change", args=[person.pk]) in client.get(page).content.decode()
    died(counter, person)
    body = client.get(page).content.decode()
    assert DIED in body and reverse("choose_change", args=[person.pk]) not in body
    assert reverse("open_activation") not in body


def test_two_files_of_which_one_says_died_are_not_merged(counter, person):
    other = Person.objects.get(pk=enrolled(counter.clerk, counter.reviewer, data(identity(12))).subject)
    died(counter, person)
    against = entry_of("enrolment.EnrolmentChange.person").against
    assert [reason.code for reason in against(other, person)] == ["one_died"]
    assert against(other, other) == []


def test_a_death_is_recorded_once(counter, person):
    died(counter, person)
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, "report_death", DIED)
    assert [reason.code for reason in blocked.value.reasons] == ["has_died"]


def test_the_account_of_a_merged_file_goes_to_the_heirs_too(counter, person):
    other = Person.objects.get(pk=enrolled(counter.clerk, counter.reviewer, data(identity(4))).subject)
    credit(other, "88.80", counter.clerk)
    Person.objects.filter(pk=other.pk).update(merged_into=person)
    died(counter, person)
    assert Payable.objects.get().amount == Decimal("88.80")


def test_what_was_owed_to_herself_is_held_when_she_dies(counter, person):
    credit(person, "10.00", counter.clerk)
    counter.recorded(person, "end", "2026-06-30", reason="left_mainland", account="paid_out")
    died(counter, person)
    assert set(Payable.objects.values_list("state", "held_because")) == {("held", "heirs_not_proven")}


@pytest.mark.parametrize("first", ["death", "answer"])
def test_what_the_bank_returns_of_the_dead_waits_for_the_proof_of_the_heirs(counter, person, staff, first):
    credit(person, "10.00", counter.clerk)
    counter.recorded(person, "end", "2026-06-30", reason="left_mainland", account="paid_out")
    owed, finance = Payable.objects.get(), staff("finance_officer")
    payees.record_payee(owed.pk, ACCOUNT, by=counter.clerk)
    payees.check_payee(owed.pk, ACCOUNT.number, by=counter.reviewer)
    batch = batches.make_batch(by=finance)
    batches.release_batch(batch.pk, by=staff("supervisor"))
    batches.send_batch(batch.pk, by=finance)
    answer = [AnswerLine(position=1, result="returned", day=counter.clerk.on, reason="已销户")]
    if first == "death":
        died(counter, person)
    batches.answer_batch(batch.pk, answer, by=finance, on=counter.clerk.on)
    if first == "answer":
        died(counter, person)
    owed.refresh_from_db()
    assert (owed.state, owed.held_because) == ("held", "heirs_not_proven")
    counter.recorded(person, "take_back_death", reason="report_wrong")
    owed.refresh_from_db()
    assert (owed.state, owed.held_because, owed.payee_id) == ("open", "", None), "its account is named anew"


def test_what_a_batch_has_taken_is_marked_and_paid_to_nobody(counter, person, staff):
    credit(person, "10.00", counter.clerk)
    counter.recorded(person, "end", "2026-06-30", reason="left_mainland", account="paid_out")
    owed = Payable.objects.get()
    payees.record_payee(owed.pk, ACCOUNT, by=counter.clerk)
    payees.check_payee(owed.pk, ACCOUNT.number, by=counter.reviewer)
    batches.make_batch(by=staff("finance_officer"))
    died(counter, person)
    owed.refresh_from_db()
    assert (owed.state, owed.held_because) == ("in_batch", "heirs_not_proven")
