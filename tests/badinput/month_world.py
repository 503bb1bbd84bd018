"""What the forms of institutions' months need: one that is stated, one that is posted, recoveries from its institution."""

from decimal import Decimal

from claims.clawbacks.services.deciding import decide_clawback
from claims.clawbacks.services.noticing import NoticeData, open_clawback, reply_clawback
from claims.models import Clawback, InstitutionMonth
from claims.samples.services import month_samples, sampling
from enrolment.models import Person
from tests.claims.months.builders import Ward, settlement
from tests.institutions.builders import institution, signed

MARCH = {"clr_ym": "2026-03", "begndate": "2026-03-10", "enddate": "2026-03-15", "setl_time": "2026-03-15"}
APRIL = {"clr_ym": "2026-04", "begndate": "2026-04-10", "enddate": "2026-04-15", "setl_time": "2026-04-15"}


class _Counter(Ward):
    """A desk of the world's officers, with a hospital of its own; items were listed by another one."""

    def __init__(self, officers: dict):
        self.clerk, self.today = officers["clerk"], officers["clerk"].on
        self.reviewer, self.second = officers["reviewer"], officers["second_reviewer"]
        self.hospital = institution(sequence=51, hospital_level="third", pay_level="third", deductible_level="third")
        signed(self.hospital, self.clerk, officers["reviewer"])

    def recovery(self, month, until: str = "notified"):
        """A recovery of twenty yuan as far as asked for."""
        data = NoticeData(items="S2 1 20.00", words="重复收费")
        case = open_clawback(month.pk, data, by=self.reviewer, on=self.today)
        if until != "notified":
            case = reply_clawback(case.pk, "知悉", self.today, **self.step(case, self.clerk))
        if until == "decided":
            case = decide_clawback(case.pk, {1: Decimal(20)}, "申辩不成立", **self.step(case, self.second))
            return Clawback.objects.get(pk=case.pk)
        return case

    def being_read(self, document: str, officers: dict):
        """A settlement of another month that is read a second time by whoever had no part in it. It is posted before anything is
        recovered, which the next month would bear."""
        self.declared(settlement("S3", document, **MARCH, fee_ocur_time="2026-03-10"))
        self.second, usual = officers["supervisor"], self.second
        posted = self.posted_month(InstitutionMonth.objects.get(month="2026-03-01").case)
        self.second = usual
        seed = month_samples.Seed(seed="081523", published="某公报")
        sample = month_samples.draw_month_sample(posted.pk, seed, by=officers["second_supervisor"], on=self.today)
        case = sample.readings.get().case
        return sampling.take_reading(case.pk, **self.step(case, officers["second_reviewer"]))


def month_cases(officers: dict, person: Person) -> dict:
    """By the name the sheets use."""
    desk = _Counter(officers)
    stated = desk.stated(desk.declared(settlement("S1", "830000199001010000")))
    (document,) = desk.documents(person)
    read = desk.being_read(document, officers)
    desk.declared(settlement("S2", document, **APRIL, fee_ocur_time="2026-04-10"))
    posted = desk.posted_month(InstitutionMonth.objects.get(month="2026-04-01").case)
    return {
        "settling": desk.hospital,
        "month_stated": stated,
        "month_posted": posted,
        "clawback": desk.recovery(posted),
        "clawback_heard": desk.recovery(posted, "heard"),
        "clawback_decided": desk.recovery(posted, "decided"),
        "settlement_read": read,
    }
