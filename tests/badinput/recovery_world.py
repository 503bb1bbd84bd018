"""What the forms of reversals, recoveries, recalls and samples need: claims that are posted, paid, taken back and read a second
time, each at a point with a form."""

from datetime import date
from unittest.mock import patch

from casework.models import CaseFile, Payable
from claims.models import Overpayment, Reimbursement
from claims.recalls.services import recalling
from claims.recoveries.services import recovering
from claims.recoveries.services.recovering import Proposal
from claims.reimbursements.services.reviewing import ReviewData
from claims.samples.services import asking, sampling
from claims.samples.services.sampling import SampleData
from tests.badinput.recovery_sheets import OWED, PAID
from tests.claims.reimbursements.builders import receipt
from tests.claims.reversals.builders import Bench
from tests.institutions.builders import institution, signed

WHY = "已在他处结算"
SAMPLED = (date(2026, 6, 2), date(2026, 6, 3), date(2026, 6, 4))


class _Counter(Bench):
    """A desk of the world's officers, with a hospital of its own."""

    def __init__(self, officers: dict):
        self.clerk, self.reviewer, self.third = officers["clerk"], officers["reviewer"], officers["supervisor"]
        self.second, self.payer = officers["second_reviewer"], officers["second_supervisor"]
        self.finance, self.today = officers["finance"], self.clerk.on
        self.hospital = institution(sequence=41, hospital_level="third", pay_level="third", deductible_level="third")
        signed(self.hospital, self.clerk, self.reviewer)
        self.catalogue()
        self.ready = {}

    def claim(self, person, number: int, key: str = "") -> CaseFile:
        """Posted; its payment under a known key where one is asked for."""
        column = Payable._meta.get_field("id")
        with patch.object(column, "_get_default", (lambda: key) if key else column._get_default):
            return self.posted(person, 70 + number, 1 + 3 * number, institution_code=self.hospital.code)

    def recovery(self, over: Overpayment, until: str = "notified") -> CaseFile:
        """A recovery as far as asked for; agreed on as a set-off."""
        case = recovering.open_recovery(over.pk, WHY, by=self.reviewer, on=self.today)
        if until != "notified":
            case = recovering.record_reply(case.pk, "知悉", self.today, **self.step(case, self.clerk))
        if until in ("proposed", "agreed"):
            way = Proposal(way="set_off", heard_on=self.today)
            case = recovering.propose_recovery(case.pk, way, **self.step(case, self.reviewer))
        if until == "agreed":
            case = recovering.agree_recovery(case.pk, consented=True, **self.step(case, self.third))
        return case


def recovery_cases(officers: dict) -> dict:
    """By the name the sheets use."""
    desk = _Counter(officers)
    person = desk.insured(40)
    paid = desk.claim(person, 0, PAID)
    wrong = desk.claim(person, 1)
    taken = [desk.claim(person, number) for number in range(2, 7)]
    desk.paid(person)
    overs = []
    # The newest first: nothing behind it is worked out anew.
    for case in reversed(taken):
        desk.reversed(case)
        overs.append(Overpayment.objects.get(claim=case.pk))
    recall = recalling.open_recall(wrong.pk, Payable.objects.get(case=wrong).pk, WHY, by=desk.reviewer, on=desk.today)
    made = {
        "overpaid": overs[0],
        "recovery": desk.recovery(overs[1]),
        "recovery_heard": desk.recovery(overs[4], "heard"),
        "recovery_proposed": desk.recovery(overs[2], "proposed"),
        "recovery_set_off": desk.recovery(overs[3], "agreed"),
        "claim_paid": paid,
        "recall_sent": recalling.confirm_recall(recall.pk, **desk.step(recall, desk.third)),
    }
    return made | {"claim_posted": desk.claim(person, 7, OWED)} | sample_cases(desk, officers)


def sample_cases(desk: _Counter, officers: dict) -> dict:
    """Of three days with one approved claim each: one that nothing was drawn of, one that is read, one read otherwise."""
    person, taken = desk.insured(42), []
    for number, day in enumerate(SAMPLED, start=8):
        stay = {"starts_on": desk.stay(3 * number - 22), "ends_on": desk.stay(3 * number - 21)}
        one = receipt(f"{90 + number:010}", issued_on=stay["ends_on"])
        case = desk.reviewed(person, one, institution_code=desk.hospital.code, **stay)
        desk.approve(case, desk.third)
        Reimbursement.objects.filter(pk=case.pk).update(decided_on=day)
        if day != SAMPLED[0]:
            data = SampleData(starts_on=day, ends_on=day, seed="081523", published="某公报")
            drawn = sampling.draw_sample(data, by=officers["second_supervisor"], on=desk.today).readings.get().case
            taken.append(sampling.take_reading(drawn.pk, **desk.step(drawn, officers["second_reviewer"])))
    being_read, differs = taken
    refuses = ReviewData(advice="refuse", ground="not_payable", words="不予支付")
    step = desk.step(differs, officers["second_reviewer"])
    asking.ask_afterwards(being_read.pk, "telephone", by=officers["second_supervisor"], on=desk.today)
    return {
        "reading": being_read,
        "reading_asked": being_read,
        "reading_differs": sampling.give_reading(differs.pk, refuses, **step),
    }
