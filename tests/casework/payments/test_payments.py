"""What is owed is paid by two people through a batch: an account compared, a file out, an answer in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import BatchItem, ClosedMonth, Look, Office, Payable, Payee, PaymentBatch, Place
from casework.money.queries import balance_of, disagreements, trial_balance
from casework.money.services.ledger import account_of
from casework.money.services.payables import owe
from casework.payments.queries import money_in_hand, ready_for_batch
from casework.payments.rules.bank_answer import AnswerLine
from casework.payments.services import batches, payees
from casework.payments.services.payees import Account
from casework.payments.views.batches import CLOSED
from tests.accounts import at, prove
from tests.builders import JIMEI, SIMING
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
ACCOUNT = Account(name="陳美玲", number="6222000000000000001", bank_code="105", bank_name="某银行")
HEAD = "position,reference,result,day,reason\n"


@pytest.fixture
def people(staff):
    roles = ("counter_clerk", "reviewer", "finance_officer", "supervisor", "auditor")
    return {role: staff(role) for role in roles}


def owed(by, key="k1", amount="88.80", holder="a", office=SIMING, **more) -> Payable:
    place = Place.objects.get(code="350200")
    source = account_of("personal_account", place, holder=("person", holder))
    return owe(
        key,
        source,
        Decimal(amount),
        to=("person", holder),
        office=Office.objects.get(code=office),
        purpose="account_paid_out",
        on=by.on,
        case=None,
        by=by,
        **more,
    )


def ready(people, **more) -> Payable:
    payable = owed(people["counter_clerk"], **more)
    payees.record_payee(payable.pk, ACCOUNT, by=people["counter_clerk"])
    payees.check_payee(payable.pk, ACCOUNT.number, by=people["reviewer"])
    payable.refresh_from_db()
    return payable


def sent(people, *payables) -> PaymentBatch:
    batch = batches.make_batch(by=people["finance_officer"])
    batches.release_batch(batch.pk, by=people["supervisor"])
    batches.send_batch(batch.pk, by=people["finance_officer"])
    batch.refresh_from_db()
    return batch


def line(position, result="paid", day=date(2026, 6, 10), reason=""):
    return AnswerLine(position=position, result=result, day=day, reason=reason)


def codes(blocked):
    return [reason.code for reason in blocked.value.reasons]


def test_an_account_is_taken_down_by_one_and_keyed_in_again_by_another(people):
    payable = owed(people["counter_clerk"])
    payee = payees.record_payee(payable.pk, ACCOUNT, by=people["counter_clerk"])
    with pytest.raises(Blocked) as blocked:
        payees.check_payee(payable.pk, "6222000000000000002", by=people["reviewer"])
    assert codes(blocked) == ["differs"]
    payees.check_payee(payable.pk, ACCOUNT.number, by=people["reviewer"])
    payee.refresh_from_db()
    assert payee.checked_by == people["reviewer"].user
    again = payees.record_payee(payable.pk, ACCOUNT, by=people["counter_clerk"])
    assert again.checked_by is None and Payee.objects.get(pk=payee.pk).ends_on == people["counter_clerk"].on


@pytest.mark.parametrize(
    ("role", "act"),
    [
        ("reviewer", lambda key, by: payees.record_payee(key, ACCOUNT, by=by)),
        ("counter_clerk", lambda key, by: payees.check_payee(key, ACCOUNT.number, by=by)),
        ("counter_clerk", lambda key, by: payees.lift_hold(key, "x", by=by)),
        ("auditor", lambda key, by: payees.record_payee(key, ACCOUNT, by=by)),
        ("supervisor", lambda _key, by: batches.make_batch(by=by)),
        ("finance_officer", lambda key, by: batches.release_batch(key, by=by)),
        ("supervisor", lambda key, by: batches.send_batch(key, by=by)),
    ],
)
def test_each_act_is_one_roles(people, role, act):
    payable = owed(people["counter_clerk"])
    with pytest.raises(PermissionDenied):
        act(payable.pk, people[role])


def test_nothing_goes_into_a_batch_that_is_held_or_whose_account_nobody_compared(people):
    owed(people["counter_clerk"], key="no account")
    held = owed(people["counter_clerk"], key="held", holder="b", held_because="heirs_not_proven")
    payees.record_payee(held.pk, ACCOUNT, by=people["counter_clerk"])
    payees.check_payee(held.pk, ACCOUNT.number, by=people["reviewer"])
    with pytest.raises(Blocked) as blocked:
        batches.make_batch(by=people["finance_officer"])
    assert codes(blocked) == ["nothing_ready"]
    with pytest.raises(Blocked) as blocked:
        payees.lift_hold(held.pk, "  ", by=people["reviewer"])
    assert codes(blocked) == ["no_proof"]
    payees.lift_hold(held.pk, "公证书（2026）厦证字第1号", by=people["reviewer"])
    batch = batches.make_batch(by=people["finance_officer"])
    assert [item.payable_id for item in batch.items.all()] == [held.pk]


def test_sent_is_not_paid_and_the_answer_books_it_with_its_proof(people):
    payable = ready(people)
    batch = sent(people)
    payable.refresh_from_db()
    assert (payable.state, batch.state) == ("sent", "sent")
    counts = batches.answer_batch(batch.pk, [line(1)], by=people["finance_officer"], on=date(2026, 6, 10))
    payable.refresh_from_db()
    batch.refresh_from_db()
    assert counts == {"paid": 1, "returned": 0} and (payable.state, batch.state) == ("paid", "answered")
    assert balance_of(payable.account, date(2026, 6, 10)) == 0
    assert sum(row["held"] for row in trial_balance(date(2026, 6, 10))) == 0
    assert set(disagreements().values()) == {0}


def test_what_the_bank_returned_waits_for_a_person_and_can_be_paid_again(people):
    payable = ready(people)
    other = ready(people, key="k2", holder="b")
    batch = sent(people)
    position = batch.items.get(payable=payable).position
    lines = [line(position, "returned", reason="户名不符")]
    batches.answer_batch(batch.pk, lines, by=people["finance_officer"], on=date(2026, 6, 10))
    payable.refresh_from_db()
    batch.refresh_from_db()
    assert (payable.state, payable.held_because, batch.state) == ("held", "returned_by_bank", "sent")
    # The same file again, with the line that was missing.
    again = [*lines, line(batch.items.get(payable=other).position)]
    assert batches.answer_batch(batch.pk, again, by=people["finance_officer"], on=date(2026, 6, 10)) == {
        "paid": 1,
        "returned": 0,
    }
    payees.lift_hold(payable.pk, "更正账户", by=people["reviewer"])
    second = sent(people)
    assert [item.payable_id for item in second.items.all()] == [payable.pk]


def test_a_batch_is_released_by_another_and_sent_as_the_bytes_that_were_released(people, staff):
    ready(people)
    batch = batches.make_batch(by=people["finance_officer"])
    supervisor = type(people["supervisor"])(
        people["finance_officer"].user, people["supervisor"].appointment, people["supervisor"].on
    )
    with pytest.raises(Blocked) as blocked:
        batches.release_batch(batch.pk, by=supervisor)
    assert codes(blocked) == ["own_batch"]
    with pytest.raises(Blocked) as blocked:
        batches.send_batch(batch.pk, by=people["finance_officer"])
    assert codes(blocked) == ["not_now"]
    batches.release_batch(batch.pk, by=people["supervisor"])
    first = batches.send_batch(batch.pk, by=people["finance_officer"])
    assert first == batches.send_batch(batch.pk, by=people["finance_officer"])
    assert b"6222000000000000001" in first and Look.objects.filter(page="send_batch").count() == 2
    with pytest.raises(Blocked):
        batches.discard_batch(batch.pk, by=people["finance_officer"])


def test_a_discarded_batch_gives_back_what_it_would_have_paid(people):
    payable = ready(people)
    batch = batches.make_batch(by=people["finance_officer"])
    batches.release_batch(batch.pk, by=people["supervisor"])
    batches.discard_batch(batch.pk, by=people["supervisor"])
    payable.refresh_from_db()
    assert payable.state == "open" and BatchItem.objects.get().answer == "dropped"
    assert [item.payable_id for item in batches.make_batch(by=people["finance_officer"]).items.all()] == [payable.pk]


@pytest.mark.parametrize("released", [False, True])
def test_a_batch_with_something_held_meanwhile_pays_nobody_and_gives_back_what_is_held(people, released):
    held, other = ready(people), ready(people, key="k2", holder="b")
    batch = batches.make_batch(by=people["finance_officer"])
    if released:
        batches.release_batch(batch.pk, by=people["supervisor"])
    Payable.objects.filter(pk=held.pk).update(held_because="heirs_not_proven")
    with pytest.raises(Blocked, match="held_meanwhile"):
        if released:
            batches.send_batch(batch.pk, by=people["finance_officer"])
        else:
            batches.release_batch(batch.pk, by=people["supervisor"])
    batches.discard_batch(batch.pk, by=people["supervisor"])
    states = dict(Payable.objects.values_list("pk", "state"))
    assert states == {held.pk: "held", other.pk: "open"}


def test_the_account_of_what_is_on_its_way_stays(people):
    payable = ready(people)
    batches.make_batch(by=people["finance_officer"])
    with pytest.raises(Blocked) as blocked:
        payees.record_payee(payable.pk, ACCOUNT, by=people["counter_clerk"])
    assert codes(blocked) == ["on_its_way"]


def test_what_waits_for_the_same_holder_goes_to_the_account_she_names_last(people):
    ready(people)
    ready(people, key="k2", amount="450.00")
    assert ready_for_batch(people["finance_officer"]).number == 2
    batch = sent(people)
    assert batch.items.values("payee").distinct().count() == 1


def test_what_was_held_while_it_was_at_the_bank_keeps_its_reason_when_it_comes_back(people):
    payable, other = ready(people), ready(people, key="k2", holder="b")
    batch = sent(people)
    Payable.objects.update(held_because="heirs_not_proven")
    position = batch.items.get(payable=payable).position
    lines = [line(position, "returned", reason="已销户"), line(3 - position)]
    batches.answer_batch(batch.pk, lines, by=people["finance_officer"], on=date(2026, 6, 10))
    payable.refresh_from_db()
    other.refresh_from_db()
    assert (payable.state, payable.held_because) == ("held", "heirs_not_proven")
    assert (other.state, other.held_because) == ("paid", "")


def test_another_office_knows_nothing_of_it(people, staff):
    payable = ready(people)
    batch = batches.make_batch(by=people["finance_officer"])
    client = at(staff("supervisor", JIMEI))
    assert client.get(reverse("see_batch", args=[batch.pk])).status_code == 404
    assert client.get(reverse("see_payments")).context["page"].rows == []
    with pytest.raises(Payable.DoesNotExist):
        payees.record_payee(payable.pk, ACCOUNT, by=staff("counter_clerk", JIMEI))


def test_a_journey_of_pages_from_the_account_to_the_answer(people):
    payable = owed(people["counter_clerk"])
    clerk, reviewer, finance, supervisor = (
        at(people[role]) for role in ("counter_clerk", "reviewer", "finance_officer", "supervisor")
    )
    typed = {"name": "陳美玲", "number": "6222 0000 0000 0000 001", "bank_code": "105", "bank_name": "某银行"}
    wrong = clerk.post(reverse("record_payee", args=[payable.pk]), typed | {"number": "12"})
    assert wrong.status_code == 422 and wrong.context["form"].errors.keys() == {"number"}
    assert clerk.post(reverse("record_payee", args=[payable.pk]), typed).status_code == 302
    assert reviewer.post(reverse("check_payee", args=[payable.pk]), {"number": ACCOUNT.number}).status_code == 302
    page = finance.get(reverse("see_payments")).content.decode()
    assert "陳美玲" not in page and ACCOUNT.number not in page and "88.80" in page
    batch_page = finance.post(reverse("make_batch"))["Location"]
    batch = PaymentBatch.objects.get()
    prove(supervisor)
    prove(finance)
    assert supervisor.post(reverse("release_batch", args=[batch.pk])).status_code == 302
    file = finance.post(reverse("send_batch", args=[batch.pk]))
    assert ACCOUNT.number in file.content.decode("gb18030") and "陳" not in file["Content-Disposition"]
    address = reverse("answer_batch", args=[batch.pk])
    day = timezone.localdate().isoformat()
    bad = SimpleUploadedFile("a.csv", (HEAD + f"9,X,paid,{day},\n").encode())
    refused = finance.post(address, {"file": bad})
    assert refused.status_code == 422 and "2" in str(refused.context["form"].errors["file"])
    good = SimpleUploadedFile("a.csv", (HEAD + f"1,{batches.reference_of(batch, 1)},paid,{day},\n").encode())
    assert finance.post(address, {"file": good}).status_code == 302
    assert day in finance.get(batch_page).content.decode()
    payable.refresh_from_db()
    assert payable.state == "paid"


def test_the_list_costs_the_same_however_much_is_owed(people):
    client = at(people["finance_officer"])
    ready(people)
    client.get(reverse("see_payments"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("see_payments"))
    for number in range(5):
        ready(people, key=f"more {number}", holder=f"h{number}")
    with CaptureQueriesContext(connection) as more:
        client.get(reverse("see_payments"))
    assert len(more) == len(one)


def test_an_answer_is_not_booked_into_a_closed_month(people):
    ready(people)
    batch = sent(people)
    ClosedMonth.objects.create(
        place=Place.objects.get(code="350200"),
        month=timezone.localdate().replace(day=1),
        closed_by=people["finance_officer"].user,
        confirmed_by=people["supervisor"].user,
    )
    client = at(people["finance_officer"])
    good = SimpleUploadedFile(
        "a.csv", (HEAD + f"1,{batches.reference_of(batch, 1)},paid,{timezone.localdate()},\n").encode()
    )
    answer = client.post(reverse("answer_batch", args=[batch.pk]), {"file": good})
    assert answer.status_code == 422 and Payable.objects.get().state == "sent"
    assert str(CLOSED) in str(answer.context["form"].errors["file"])


def test_a_line_that_contradicts_what_is_booked_is_refused(people):
    ready(people)
    ready(people, key="k2", holder="b")
    batch = sent(people)
    by = people["finance_officer"]
    batches.answer_batch(batch.pk, [line(1, "returned", reason="户名不符")], by=by, on=date(2026, 6, 10))
    with pytest.raises(Blocked, match="contradicts"):
        batches.answer_batch(batch.pk, [line(1), line(2)], by=by, on=date(2026, 6, 10))
    assert not batch.items.filter(answer="paid").exists()


@pytest.mark.parametrize("released", [False, True])
def test_a_batch_with_an_account_that_was_replaced_is_neither_released_nor_sent(people, released):
    ready(people)
    batch = batches.make_batch(by=people["finance_officer"])
    if released:
        batches.release_batch(batch.pk, by=people["supervisor"])
    second = owed(people["counter_clerk"], key="k2", holder="a")
    payees.record_payee(second.pk, replace(ACCOUNT, number="6222000000000000009"), by=people["counter_clerk"])
    with pytest.raises(Blocked, match="account_ended"):
        if released:
            batches.send_batch(batch.pk, by=people["finance_officer"])
        else:
            batches.release_batch(batch.pk, by=people["supervisor"])
    batch.refresh_from_db()
    assert batch.state == ("released" if released else "draft")


def test_the_home_of_finance_says_where_every_open_payment_is_and_what_the_bank_sent_back(people, staff):
    clerk, finance = people["counter_clerk"], people["finance_officer"]
    payable, _paid = ready(people), ready(people, key="k2", holder="b")
    batch = sent(people)
    back = batch.items.get(payable=payable).position
    answers = [line(back, "returned", reason="户名不符"), line(3 - back)]
    batches.answer_batch(batch.pk, answers, by=finance, on=date(2026, 6, 10))
    owed(clerk, key="k3", holder="c", amount="7.10")
    owed(clerk, key="k4", holder="d", amount="1.00", held_because="heirs_not_proven")
    ready(people, key="k5", holder="e", amount="100.05")
    found = {name: (one.number, str(one.total)) for name, one in money_in_hand(finance).items()}
    assert found == {
        "ready": (1, "100.05"),
        "account": (1, "7.10"),
        "to_release": (0, "0.00"),
        "at_bank": (0, "0.00"),
        "returned": (1, "88.80"),
        "held": (1, "1.00"),
    }
    batches.make_batch(by=finance)
    assert money_in_hand(finance)["to_release"].number == 1
    page = at(finance).get("/").content.decode()
    payable.refresh_from_db()
    assert "户名不符" in page and "100.05" in page and str(payable.payee.account_number) in page
    assert ACCOUNT.number not in page and Look.objects.get(page="home").shown == [payable.payee_id]
    assert money_in_hand(staff("finance_officer", JIMEI))["returned"].number == 0
    assert "户名不符" not in at(people["supervisor"]).get("/").content.decode()


def test_the_home_of_finance_asks_the_same_however_much_is_owed(people):
    client = at(people["finance_officer"])
    ready(people)
    client.get("/")
    few = queries_of(client, "/")
    for number in range(4):
        ready(people, key=f"more {number}", holder=f"h{number}")
    assert queries_of(client, "/") == few
