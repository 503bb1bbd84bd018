"""What the forms of manual reimbursements need: a claim in each state that has a form."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from casework.models import CaseFile
from claims.maternity.services.allowing import (
    AllowanceData,
    approve_maternity,
    open_maternity,
    record_maternity_account,
    review_maternity,
)
from claims.maternity.services.allowing import ReviewData as ReviewAllowance
from claims.offsite.services.filing import FilingData, confirm_filing, open_filing
from claims.reconsiderations.services.complaining import ComplaintData, open_reconsideration
from claims.reimbursements.services.entering import ClaimData, open_claim
from claims.reimbursements.services.receipts import enter_receipt
from claims.reimbursements.services.receiving import return_claim, submit_claim
from claims.reimbursements.services.reviewing import ReviewData, review_claim
from claims.suspensions.services.suspending import OrderData, confirm_suspension, open_suspension
from enrolment.models import Enrolment, Person
from tests.builders import data, enrolled, identity, op, residence_permit, scanned
from tests.claims.reimbursements.builders import ACCOUNT, receipt

CLAIM = ClaimData(
    comer="herself",
    received_on=date(2026, 6, 8),
    reason="03",
    care="inpatient",
    starts_on=date(2026, 5, 11),
    ends_on=date(2026, 5, 20),
    institution_name="某省医院",
    level="3",
    off_site="away",
    province="31",
    diagnosis="I10.x00x002",
)
FILING = FilingData(
    reason="07",
    province="31",
    city="上海市",
    starts_on=date(2026, 6, 10),
    received_on=date(2026, 6, 10),
    commitment=True,
)
BORN = date(1950, 3, 3)
DEAD = identity(96, name="歐陽德海", latin_name="OUYANG TE-HAI", birth_on=BORN)
DEAD = replace(DEAD, number=residence_permit(BORN, 96))
MOTHER = identity(94, name="司馬秋月", latin_name="SZUMA CHIU-YUEH", birth_on=date(1991, 4, 4))
MOTHER = replace(MOTHER, number=residence_permit(date(1991, 4, 4), 94))
ORDER = OrderData(
    ordered_by="某市医疗保障局",
    order_number="某罚〔2026〕1号",
    ordered_on=date(2026, 5, 6),
    starts_on=date(2026, 5, 11),
    ordered_until=date(2026, 8, 10),
)
PAPER = {"kind": "paper", "code": "", "check_code": "", "looked_up": False}


def claim_cases(officers: dict, person: Person) -> dict:
    """By the name the sheets use."""
    clerk, reviewer = officers["clerk"], officers["reviewer"]

    def received(number: str) -> CaseFile:
        case = open_claim(person, CLAIM, by=clerk, on=clerk.on)
        enter_receipt(case.pk, receipt(number), by=clerk)
        case = CaseFile.objects.get(pk=case.pk)
        return submit_claim(case.pk, by=clerk, on=clerk.on, seen=case.version, op=op())

    returned, reviewed = received("0026890002"), received("0026890003")
    step = {"by": reviewer, "on": reviewer.on, "seen": returned.version, "op": op()}
    returned = return_claim(returned.pk, ["medical_record"], "", date(2026, 7, 1), **step)
    refusal = ReviewData(advice="refuse", ground="not_payable", words="不属于支付范围")
    step = {"by": reviewer, "on": reviewer.on, "seen": reviewed.version, "op": op()}
    filing = open_filing(person, FILING, by=clerk, on=clerk.on)
    filed = confirm_filing(filing.pk, by=clerk, on=clerk.on, seen=filing.version, op=op())
    paper = open_claim(person, CLAIM, by=clerk, on=clerk.on)
    enter_receipt(paper.pk, receipt("A0000001", **PAPER), by=clerk)
    suspension = open_suspension(person, ORDER, by=reviewer, on=reviewer.on)
    scanned(suspension, reviewer, "suspension_order")
    second = {"by": officers["second_reviewer"], "on": reviewer.on, "seen": suspension.version, "op": op()}
    suspension = confirm_suspension(suspension.pk, **second)
    said = ComplaintData(way="complaint", filed_on=clerk.on, words="不服处理决定")
    complaint = open_reconsideration(suspension.pk, said, by=clerk, on=clerk.on)
    dead = Person.objects.get(pk=enrolled(clerk, reviewer, data(DEAD)).subject)
    Person.objects.filter(pk=dead.pk).update(died_on=date(2026, 6, 1))
    mother = Person.objects.get(pk=enrolled(clerk, reviewer, data(MOTHER)).subject)
    Enrolment.objects.filter(person=mother).update(scheme="uebmi", starts_on=date(2024, 1, 1))

    def allowance(day: int) -> CaseFile:
        born = AllowanceData(kind="birth", happened_on=date(2026, 5, day), received_on=date(2026, 6, 8))
        case = open_maternity(mother, born, by=clerk, on=clerk.on)
        scanned(case, clerk, "medical_record")
        return case

    found = ReviewAllowance(pays=True, wage=Decimal("8000.00"), wage_source="工资申报表")
    proposed = allowance(2)

    def step_of(case: CaseFile, by) -> dict:
        fresh = CaseFile.objects.get(pk=case.pk)
        return {"by": by, "on": by.on, "seen": fresh.version, "op": op()}

    due = allowance(3)
    record_maternity_account(due.pk, ACCOUNT, by=clerk)
    due = review_maternity(due.pk, found, **step_of(due, reviewer))
    approved = approve_maternity(due.pk, "26133.33", **step_of(due, officers["second_reviewer"]))
    return {
        "mother": mother,
        "allowance_approved": approved,
        "allowance": allowance(1),
        "allowance_proposed": review_maternity(proposed.pk, found, **step_of(proposed, reviewer)),
        "dead": dead,
        "suspension": suspension,
        "complaint": complaint,
        "filing": filed,
        "claim_paper": paper,
        "claim": open_claim(person, CLAIM, by=clerk, on=clerk.on),
        "claim_received": received("0026890001"),
        "claim_returned": returned,
        "claim_reviewed": review_claim(reviewed.pk, refusal, **step),
    }
