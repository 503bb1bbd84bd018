"""The bill of contributions as a paper: what is owed, by when, and the ways to pay that the place names."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import frozen, head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from enrolment.contributions.models.bill import Bill
from enrolment.contributions.queries.bills import BillShown, bills_of
from enrolment.contributions.rules.channels import Advice, advice_for
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.records.facts import RESIDENTS
from enrolment.coverage.rules.terms import terms_of
from enrolment.persons.models.person import Person
from enrolment.receipts.services.on_person import case_to_issue_on, holder

CONTRIBUTION_BILL = PaperKind("contribution_bill", _("Bill of contributions"), "1")
register_paper(CONTRIBUTION_BILL)


def issue_contribution_bill(person: Person, bill_id: uuid.UUID, *, by: Officer, on: date) -> IssuedPaper:
    """Issue a bill on the newest case of its person that the officer may see.

    Two presses give one paper: what has not changed is not issued twice. Raises Bill.DoesNotExist, Blocked without such a
    case, PermissionDenied.
    """
    by.must("issue_paper")
    shown = next((one for one in bills_of(person.pk, on) if one.bill.pk == bill_id), None)
    if shown is None:
        raise Bill.DoesNotExist
    case = case_to_issue_on(person, by)
    facts = bill_facts(case, person, shown, by, on)
    return issue_paper(
        case, CONTRIBUTION_BILL.kind, facts, languages=languages_for(case.client_language), by=by, on=on, op=None
    )


def bill_facts(case: CaseFile, person: Person, shown: BillShown, by: Officer, on: date) -> dict:
    """The facts of a bill: amounts as text, exact to the fen; a day or a way to pay that no source names is left out."""
    bill = shown.bill
    place = bill.place.prefix[:6]
    return (
        head(case, by, on)
        | holder(person)
        | {
            "about": bill.number,
            "scheme": frozen(Enrolment.Scheme(bill.scheme).label),
            "place": in_each_language(bill.place, "name"),
            "period": bill.period,
            "base": str(bill.base) if bill.base is not None else "",
            "amount": str(bill.amount),
            "paid": str(shown.paid),
            "open": str(shown.open),
            "pay_by": _pay_by(bill),
            "fee": str(shown.fee) if shown.fee is not None else "",
            "fee_days": shown.days,
            "ways": _ways(advice_for(place, bill.scheme)),
            "texts": texts_for(languages_for(case.client_language), (), on),
        }
    )


def _pay_by(bill: Bill) -> date | None:
    """The last day: that of the bill, or on which the window of the insurance year closes; None where no source says it."""
    if bill.due_on is not None or bill.scheme != RESIDENTS:
        return bill.due_on
    return terms_of(bill.place.prefix[:6], bill.year).get("window_closes")


def _ways(advice: Advice | None) -> dict[str, Words | str] | None:
    if advice is None:
        return None
    texts = {language.replace("_", "-"): text for language, text in advice.texts.items()}
    return {"text": texts, "source": advice.source}
