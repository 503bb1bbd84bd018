"""What an application says of work, stay and dwelling besides who somebody is, and what of it the eligibility rules ask."""

from dataclasses import dataclass
from datetime import date

from enrolment.documents.rules.employment_documents import NONE
from enrolment.documents.rules.holders import holder_of
from enrolment.eligibility.rules.eligibility import Facts
from enrolment.eligibility.rules.paths import AT_AN_EMPLOYER

HERE, LODGING, ELSEWHERE = "here", "lodging", "elsewhere"


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """As typed. `employment_kind`: a document of lawful work, or NONE; `card_place`: where the permanent residence card is from,
    and whether lodging is registered; `resident_since`: the first day of living in the place. Who acts for a minor is a guardian
    by name, number and relation, or the mother whose file the number opens."""

    employment_kind: str = ""
    employment_number: str = ""
    handled_on: date | None = None
    stay_until: date | None = None
    card_place: str = ""
    resident_since: date | None = None
    business_code: str = ""
    business_name: str = ""
    guardian_name: str = ""
    guardian_number: str = ""
    guardian_relation: str = ""
    mother_number: str = ""


NOTHING = Circumstances()


def eligibility_facts(path: str, kind: str, number: str, said: Circumstances, on: date) -> Facts:
    """The facts the rules decide by, as of the day the papers were received. What was not said is not recorded."""
    at_work = said.employment_kind
    return Facts(
        path=path,
        person=holder_of(kind, number),
        documents=frozenset({kind} if kind else ()),
        residence_months=months_between(said.resident_since, on) if said.resident_since else None,
        employment_document=at_work != NONE if at_work else None,
        stay_document=said.stay_until >= on if said.stay_until else None,
        card_here=said.card_place == HERE if said.card_place else None,
        lodging=said.card_place == LODGING if said.card_place else None,
        employed=True if path in AT_AN_EMPLOYER else None,
    )


def months_between(first: date, on: date) -> int:
    """Whole months from a day to another, none when the other lies before."""
    months = (on.year - first.year) * 12 + on.month - first.month - (on.day < first.day)
    return max(months, 0)
