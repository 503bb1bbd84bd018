"""What the forms of institutions' months need: a month that is stated."""

from tests.claims.months.builders import Ward, settlement
from tests.institutions.builders import institution, signed


class _Counter(Ward):
    """A desk of the world's officers, with a hospital of its own; items were listed by another one."""

    def __init__(self, officers: dict):
        self.clerk, self.today = officers["clerk"], officers["clerk"].on
        self.hospital = institution(sequence=51, hospital_level="third", pay_level="third", deductible_level="third")
        signed(self.hospital, self.clerk, officers["reviewer"])


def month_cases(officers: dict) -> dict:
    """By the name the sheets use."""
    desk = _Counter(officers)
    return {
        "settling": desk.hospital,
        "month_stated": desk.stated(desk.declared(settlement("S1", "830000199001010000"))),
    }
