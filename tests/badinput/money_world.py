"""What the forms of money need: somebody at work, one who has died, what is owed, an employer that cannot be reached."""

import uuid
from datetime import date
from decimal import Decimal

from django.utils import timezone

from casework.models import Mailing, Office, Place, RuleValue
from casework.money.models.payments import Payable, PaymentBatch
from casework.money.services.ledger import account_of
from casework.money.services.payables import owe
from casework.payments.services.batches import make_batch, release_batch, send_batch
from casework.payments.services.payees import Account, check_payee, record_payee
from casework.rulebook.queries import catch_up
from enrolment.changes.services.opening import ChangeData, open_change
from enrolment.changes.services.recording import record_change
from enrolment.endings.services.endings import EndingData, ask_ending, record_ending
from enrolment.hires.services.orders import issue_order
from enrolment.models import EmployerFine, Enrolment, Person, Standing
from tests.badinput.money_sheets import ACCOUNT_NUMBER, EMPLOYERS
from tests.builders import SIMING, data, employer, enrolled, hired, identity, op, scanned

TODAY = date(2026, 6, 10)
# Published by two, as an office enters them.
VALUES = {"required_years": "25", "back_payment_share": "0.6", "back_payment_rate": "0.1"}


def money_cases(officers: dict) -> dict:
    """By the name the sheets use."""
    clerk, reviewer, supervisor = officers["clerk"], officers["reviewer"], officers["supervisor"]
    for name, value in VALUES.items():
        RuleValue.objects.create(
            rule=f"enrolment.{name}",
            place_id=SIMING,
            value=value,
            starts_on=date(2026, 1, 1),
            source="思明区通知〔2026〕6号",
            status="stated",
            drafted_by=clerk.user,
            published_by=supervisor.user,
            published_at=timezone.now(),
        )
    catch_up()
    worker, payer = (_worker(clerk, reviewer, number) for number in (16, 18))
    owing = ChangeData(act="pay_back_years", received_on=TODAY, takes_effect_on=TODAY, wage=Decimal(8000))
    payables = [_owed(clerk, f"k{number}", **more) for number, more in enumerate(({}, {}, {"held_because": "其他"}))]
    account = Account(name="陳美玲", number=ACCOUNT_NUMBER, bank_code="105", bank_name="某银行")
    record_payee(payables[1].pk, account, by=clerk)
    return {
        "worker": worker,
        "owing": _with_papers(open_change(payer, owing, by=clerk, on=TODAY), clerk),
        "dead": _dead(clerk, reviewer),
        "payable": payables[0],
        "named": payables[1],
        "held": payables[2],
        "batch": _at_the_bank(officers, account),
        "successor": employer(clerk, 50),
    } | _lost(clerk, reviewer, supervisor)


def _insured(clerk, reviewer, number: int) -> Person:
    return Person.objects.get(pk=enrolled(clerk, reviewer, data(identity(number))).subject)


def _worker(clerk, reviewer, number: int) -> Person:
    """In the employees' scheme, with 288 months on record."""
    case = enrolled(clerk, reviewer, data(identity(number)))
    person = Person.objects.get(pk=case.subject)
    Enrolment.objects.filter(person=person).update(scheme="uebmi", starts_on=date(2026, 1, 1))
    Standing.objects.create(
        person=person, kind="years", starts_on=date(2026, 5, 31), months=288, case=case, recorded_by=clerk.user
    )
    return person


def _with_papers(case, clerk):
    scanned(case, clerk, "identity_document", "proof_of_death", "proof_of_years", "proof_of_retirement", "ending_lose")
    case.refresh_from_db()
    return case


def _dead(clerk, reviewer) -> Person:
    person = _insured(clerk, reviewer, 5)
    died = ChangeData(act="report_death", received_on=TODAY, takes_effect_on=date(2026, 6, 10))
    case = _with_papers(open_change(person, died, by=clerk, on=TODAY), clerk)
    record_change(case.pk, None, by=reviewer, on=TODAY, seen=case.version, op=op())
    return person


def _owed(clerk, key: str, **more) -> Payable:
    area = Place.objects.get(code="350200")
    return owe(
        key,
        account_of("personal_account", area, holder=("person", key)),
        Decimal("88.80"),
        to=("person", key),
        office=Office.objects.get(code=SIMING),
        purpose="account_paid_out",
        on=TODAY,
        case=None,
        by=clerk,
        **more,
    )


def _at_the_bank(officers: dict, account: Account) -> PaymentBatch:
    """A batch of two whose answer is awaited."""
    for key in ("k8", "k9"):
        payable = _owed(officers["clerk"], key)
        record_payee(payable.pk, account, by=officers["clerk"])
        check_payee(payable.pk, ACCOUNT_NUMBER, by=officers["reviewer"])
    batch = make_batch(by=officers["finance"])
    release_batch(batch.pk, by=officers["supervisor"])
    send_batch(batch.pk, by=officers["finance"])
    return PaymentBatch.objects.get(pk=batch.pk)


def _lost(clerk, reviewer, supervisor) -> dict:
    """An employer that cannot be reached, with a fine of a known key and a letter that was not served."""
    at = employer(clerk, 52, email="")
    EmployerFine.objects.create(
        pk=uuid.UUID(EMPLOYERS[0]["fields"]["of"]),
        employer=at,
        number="闽医保罚〔2026〕9号",
        authority="思明区医疗保障局",
        ordered_on=date(2026, 1, 5),
        amount=Decimal(10**8),
        recorded_by=reviewer.user,
    )
    late = hired(clerk, at, sequence=30, work_began_on=date(2026, 4, 20))
    step = {"by": supervisor, "on": TODAY, "seen": late.version, "op": op()}
    issue_order(late.pk, date(2026, 7, 1), **step)
    asked = EndingData(act="lose", takes_effect_on=TODAY, basis="两次退信")
    case = _with_papers(ask_ending(at, asked, by=clerk, on=TODAY), clerk)
    record_ending(case.pk, by=reviewer, on=TODAY, seen=case.version, op=op())
    return {"lost": at, "unserved": Mailing.objects.get(case=late, stage="order_to_correct")}
