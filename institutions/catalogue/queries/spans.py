"""Supervision rules and diagnoses over a span of days, asked once and answered for each day of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from casework.tables.queries.composed import Row, read_together
from institutions.catalogue.models.lists import Diagnosis, SupervisionRule
from institutions.catalogue.queries.places import places_over
from institutions.catalogue.queries.pricing import RULE, asked_for, diagnoses_in, rules_in
from institutions.catalogue.rules.codes import fold, read_diagnosis
from institutions.catalogue.rules.supervision import Rule
from institutions.register.models.institution import Institution

DAYS = ("starts_on", "ends_on")


@dataclass(frozen=True)
class Listing:
    """What the lists over an institution say of some codes and diagnoses within a span of days."""

    institution: Institution
    rules: Sequence[Row]
    diagnoses: Sequence[Row]

    def rules_on(self, day: date) -> list[Rule]:
        """The supervision rules that hold on a day; of two places that say the same of one code, the narrower. No query."""
        return rules_in(self.institution, _holding(self.rules, day))

    def diagnoses_on(self, codes: Collection[str], day: date) -> dict[str, str]:
        """The names of diagnosis codes, as they were asked, that stand in a list on a day. No query."""
        return diagnoses_in(self.institution, codes, _holding(self.diagnoses, day))


def _holding(rows: Iterable[Row], day: date) -> list[Row]:
    return [row for row in rows if row["starts_on"] <= day and (row["ends_on"] is None or day <= row["ends_on"])]


def listed_within(
    institution: Institution, codes: Collection[str], diagnoses: Collection[str], first: date, last: date
) -> Listing:
    """What is listed of some codes and diagnoses from a day to another where an institution lies, as known now. One query."""
    within = Q(starts_on__lte=last) & (Q(ends_on=None) | Q(ends_on__gte=first))
    places = places_over(institution.place_id)
    rules = SupervisionRule.objects.known().filter(within, code__in=asked_for([fold(code) for code in codes]))
    wanted = [code for code in map(read_diagnosis, diagnoses) if code]
    listed = Diagnosis.objects.known().filter(within, code__in=wanted, place__in=places)
    rows = read_together(
        rules=rules.filter(place__in=places)
        .order_by("code", "kind", "starts_on")
        .values("place_id", *RULE, *DAYS, "edition__status", "edition__demonstration"),
        diagnoses=listed.values("place_id", "code", "name", *DAYS),
    )
    return Listing(institution, rows["rules"], rows["diagnoses"])
