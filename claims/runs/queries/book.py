"""What holds for a whole run, asked once in a process: the institution, its designation, the policies, prices as they come up."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from casework.money.queries import pooling_area_of
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.models.place import Place
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import counting_rows, rows_counted_at
from claims.reimbursements.queries.care import Care, NotWorked, Policies, policies_among
from claims.reimbursements.queries.facts import SERVICES
from claims.reimbursements.queries.prices import priced_lines
from claims.runs.models.care import DeclaredCare
from claims.runs.models.run import Run
from claims.settlement.rules.records.case import COUNTED_AS_STAY
from institutions.catalogue.rules.pricing import Priced
from institutions.designation.queries.designation import facts_of
from institutions.designation.rules.answering import designation_answer
from institutions.designation.rules.records import Answer, Asked
from institutions.designation.rules.terms import terms_of

# What becomes of a settlement of a closed year.
LATE = "claims.late_networked"


class Book:
    """What a run asks that is the same for all its chunks. A worker makes one for each run it works at, so that nothing of it is
    older than the run."""

    def __init__(self, run: Run, known_at: datetime | None = None):
        """`known_at`: policies as they counted at a moment, for what was posted then."""
        self.run, self.known_at = run, known_at
        self.institution = run.month.institution
        self.terms = terms_of(self.institution.place_id[:6])
        self._prices: dict[tuple[str, date], Priced] = {}
        self._policies: dict[tuple, Policies | NotWorked] = {}
        self._designations: dict[tuple, Answer] = {}
        self._late: dict[str, bool] = {}
        self.places: dict[str, Place] = {}

    @cached_property
    def area(self) -> Place:
        """The area whose fund pays what this institution settles. One query."""
        return pooling_area_of(self.institution.place_id)

    @cached_property
    def published(self) -> list[PolicyVersion]:
        """One query."""
        return counting_rows() if self.known_at is None else rows_counted_at(self.known_at)

    @cached_property
    def designated(self):
        """One query."""
        return facts_of([self.institution.pk])[self.institution.pk]

    def refuses_late(self, place: str) -> bool:
        """Whether a place refuses what institutions settle of a year that is closed there. No query of its own."""
        if place not in self._late:
            value = rule_by_id(LATE).value_for(on=self.run.asked_on, place=place[:6])
            self._late[place] = value.value == "refused"
        return self._late[place]

    def learn_prices(self, asked: Iterable[tuple[str, date]]) -> None:
        """Ask the catalogue for the codes and days that have not come up before; of codes known already nothing is asked."""
        new = sorted({one for one in asked if one not in self._prices})
        self._prices |= dict(zip(new, priced_lines(self.institution, new), strict=True))

    def price_of(self, code: str, day: date) -> Priced:
        """The answer for a code and a day that were learned."""
        return self._prices[code, day]

    def learn_places(self, codes: Iterable[str]) -> None:
        """The places of insurance that have not come up before. One query, or none."""
        if new := {code for code in codes if code not in self.places}:
            self.places |= Place.objects.in_bulk(new)

    def policies(self, care: Care) -> Policies | NotWorked:
        """The policy for some care, once for each place, scheme and days. No query but those of the policies themselves."""
        key = (care.place, care.scheme, care.starts_on, care.ends_on)
        if key not in self._policies:
            self._policies[key] = policies_among(self.published, care)
        return self._policies[key]

    def designation(self, care: DeclaredCare) -> Answer:
        """Whether it was designated for the kind of care on the first day. No query of its own."""
        until = care.ends_on if care.care in COUNTED_AS_STAY else None
        key = (care.care, care.starts_on, until)
        if key not in self._designations:
            asked = Asked(on=care.starts_on, service=SERVICES[care.care], department="", area="", stay_until=until)
            self._designations[key] = designation_answer(self.designated, asked, self.terms)
        return self._designations[key]
