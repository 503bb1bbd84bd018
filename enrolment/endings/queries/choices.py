"""What may be asked for of an employer now, and why the rest is closed."""

from dataclasses import dataclass
from datetime import date

from enrolment.employers.models.employer import Employer
from enrolment.endings.models import EmployerEnding
from enrolment.endings.queries.owed import owed_by
from enrolment.endings.queries.situation import facts_of
from enrolment.endings.rules.acts import Act, acts
from enrolment.endings.rules.possible import Asked, against
from enrolment.endings.words import AGAINST, does, said

# Told only when the form is sent, or stands on the page until it is gone.
LATER = {"no_successor", "nothing_chosen", "owed", "hires_open", "applications_open"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One act as the page offers it: what it does, why it is closed ("" when it is open), what has to be done before it is
    recorded."""

    act: Act
    name: str
    does: list
    closed: object
    before: list


def choices_of(employer: Employer, on: date) -> list[Choice]:
    """Every act of the day, in the order of the file. A fixed number of queries."""
    owed, found, facts = owed_by(employer, on), [], None
    for act in acts().values():
        if act.starts_on > on:
            continue
        # Without a successor they are the same of every act.
        facts = facts or facts_of(employer, act, owed, None, ())
        reasons = against(facts, Asked(act=act, day=on, employer=str(employer.pk)), on)
        closed = [one for one in reasons if one.code not in LATER]
        later = [one for one in reasons if one.code in ("owed", "hires_open", "applications_open")]
        found.append(
            Choice(
                act=act,
                name=said(act),
                does=does(act),
                closed=AGAINST[closed[0].code] % {"number": closed[0].number} if closed else "",
                before=[AGAINST[one.code] % {"number": one.number} for one in later],
            )
        )
    return found


def open_ending(employer: Employer) -> EmployerEnding | None:
    """The one that is asked for and not decided. One query."""
    return EmployerEnding.objects.filter(employer=employer, state="requested").select_related("case").first()
