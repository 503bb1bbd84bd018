"""Years of contributions: counted and recorded with their proof, and those short at retirement paid for at once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from enrolment.changes.services.doing import Doing
from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.rules.records import Amount
from enrolment.contributions.rules.terms import terms_on
from enrolment.contributions.services.paid_time import supersede
from enrolment.contributions.words.steps import amount_as_json
from enrolment.coverage.rules.reading.values import division_of
from enrolment.coverage.words.sentences import term_text
from enrolment.persons.models.person import Person
from enrolment.persons.models.standing import Standing

NO_YEARS = _("No years of contributions are on record. Record them with their proof first.")
NOTHING_SHORT = _("Nothing is short: the months on record reach what the place asks for.")
NO_SOURCE = _(
    "No source gives this value for the place: %(term)s. It is neither zero nor that of another place; its office enters it with "
    "the values of rules."
)
OTHER_AMOUNT = _("The bill says %(amount)s yuan. Another amount is not what was asked for.")
CHANGED = _(
    "The months on record, or the rule of the place, have changed since the bill. Withdraw this request and ask anew."
)
NO_PAYMENT = _("Say when it was paid, how much, and the number of the tax receipt.")
PAID_BACK, COUNTED_ANEW = "paid_back", "counted_anew"
# What the place says about it, in the order in which it is shown.
TERMS = ("required_years", "required_actual_years", "back_payment_share", "back_payment_rate")


@dataclass(frozen=True, kw_only=True)
class PaidBack:
    """What was paid for the years short: how much, when, the number of the tax receipt."""

    amount: Decimal
    paid_on: date
    number: str


@dataclass(frozen=True, kw_only=True)
class YearsShown:
    """Years on record and what the place asks for. `terms`: name, value (None where no source gives it), source, status."""

    standing: Standing | None
    months_short: int | None
    terms: list[tuple[str, object, str, str]]


def years_on_record(person: Person) -> Standing | None:
    """The months of contributions counted last. One query."""
    return Standing.objects.known().filter(person=person, kind="years").order_by("-starts_on").first()


def years_shown(person: Person, on: date) -> YearsShown:
    """What is on record and what is missing, as the page shows it before anything is asked for. One query."""
    standing, place = years_on_record(person), division_of(person.home_office.place_id)
    terms = terms_on(place, on)
    required = terms.get("required_years")
    short = None
    if standing is not None and standing.months is not None and isinstance(required, int):
        short = max(required * 12 - standing.months, 0)
    cited = [(term_text(name), *terms.values.get(name, (None, "", ""))) for name in TERMS]
    return YearsShown(standing=standing, months_short=short, terms=cited)


def _asked(person: Person, standing: Standing, wage: Decimal | None, on: date) -> Amount:
    question = {
        "question": "back_payment",
        "place": division_of(person.home_office.place_id),
        "on": on.isoformat(),
        "sex": person.sex,
        "contribution_months": standing.months,
        "average_wage": str(wage),
    }
    if standing.actual_months is not None:
        question["actual_months"] = standing.actual_months
    return ask(question)


def reckoned(person: Person, wage: Decimal | None, on: date) -> dict:
    """Months short, the amount by the rule of the place, and how it was reckoned. Raises Blocked: no years on record, nothing
    short, no source."""
    standing = years_on_record(person)
    if standing is None:
        raise Blocked(Reason("no_years", NO_YEARS))
    found = _asked(person, standing, wage, on)
    if found.missing is not None:
        raise Blocked(Reason("no_source", NO_SOURCE % {"term": term_text(found.missing)}))
    months = int(found.more["months"])
    if not found.amount or not months:
        raise Blocked(Reason("nothing_short", NOTHING_SHORT))
    said = amount_as_json(found)
    steps = [{"code": one["code"], "values": one["values"]} for one in said["steps"]]
    reckoning = {"steps": steps, "source": said["source"], "status": said["status"], "have": standing.months}
    return {"amount": found.amount, "months": months, "reckoning": reckoning}


def years_recorded(doing: Doing) -> None:
    """What was counted before is superseded; it stays for whoever asks what was known."""
    change = doing.change
    _write(doing, doing.day, change.months or 0, change.actual_months, COUNTED_ANEW)


def years_paid_back(doing: Doing) -> None:
    """The months that were paid for count from today. Raises Blocked when what was reckoned does not hold any more."""
    change, standing = doing.change, years_on_record(doing.person)
    if standing is None or standing.months != change.reckoning.get("have"):
        raise Blocked(Reason("changed", CHANGED))
    months = change.months or 0
    actual = None if standing.actual_months is None else standing.actual_months + months
    _write(doing, doing.on, (standing.months or 0) + months, actual, PAID_BACK)


def _write(doing: Doing, day: date, months: int, actual: int | None, reason: str) -> None:
    for row in Standing.objects.known().select_for_update().filter(person=doing.person, kind="years"):
        supersede(row, reason)
    Standing(
        person=doing.person,
        kind=Standing.Kind.YEARS,
        starts_on=day,
        months=months,
        actual_months=actual,
        case=doing.case,
        recorded_by=doing.by.user,
    ).save(force_insert=True)
