"""What the forms of reversals, recoveries and recalls need: claims that are posted, paid and taken back, each at a point with a
form."""

from unittest.mock import patch

from casework.models import CaseFile, Payable
from claims.models import Overpayment
from claims.recalls.services import recalling
from claims.recoveries.services import recovering
from claims.recoveries.services.recovering import Proposal
from tests.badinput.recovery_sheets import OWED, PAID
from tests.claims.reversals.builders import Bench
from tests.institutions.builders import institution, signed

WHY = "已在他处结算"


class _Counter(Bench):
    """A desk of the world's officers, with a hospital of its own."""

    def __init__(self, officers: dict):
        self.clerk, self.reviewer, self.third = officers["clerk"], officers["reviewer"], officers["supervisor"]
        self.second, self.payer = officers["second_reviewer"], officers["second_supervisor"]
        self.finance, self.today = officers["finance"], self.clerk.on
        self.hospital = institution(sequence=41, hospital_level="third", pay_level="third", deductible_level="third")
        signed(self.hospital, self.clerk, self.reviewer)
        self.catalogue()

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
    return made | {"claim_posted": desk.claim(person, 7, OWED)}
