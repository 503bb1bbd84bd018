"""Days that cannot be beside each other: work before birth or below the least age, a document older than its holder.

One function a question, for forms and files alike. Each answers with stable codes by what the day is of; the words stand in
`enrolment/documents/words.py`. What is law comes from the dated rules beside this file (Labour Law, article 15).
"""

from datetime import date

from casework.rulebook.rules.rule_records import Rule, ValueMissing

LEAST_WORKING_AGE, GREATEST_AGE = "enrolment.least_working_age", "enrolment.greatest_age"
AGE_OF_MAJORITY = "enrolment.age_of_majority"
# Every code these functions answer with.
CODES = (
    "born_later",
    "born_too_long_ago",
    "work_before_birth",
    "work_under_age",
    "issued_before_birth",
    "expires_before_birth",
    "expires_before_issue",
    "cover_before_birth",
)


def age_on(born_on: date, on: date) -> int:
    """Completed years of life on a day; somebody born on 29 February completes one on 1 March of other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def is_of_age(born_on: date, on: date, majority: Rule) -> bool:
    """Whether somebody was of age on a day; not before she was born. `majority` is the rule of the age of majority."""
    limit = _years(majority, on)
    return limit is not None and age_on(born_on, on) >= limit


def of_age_on(born_on: date, majority: Rule, on: date) -> date:
    """The day on which somebody comes of age, by the rule of a day; born on 29 February, on 1 March. Raises ValueMissing."""
    year = born_on.year + majority.value_for(on=on).number
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def last_birth_of_age(majority: Rule, on: date) -> date:
    """The last birthday of people who are of age on a day: of 29 February on 1 March. Raises ValueMissing."""
    years = majority.value_for(on=on).number
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def against_birth(born_on: date | None, on: date, greatest: Rule) -> str:
    """Why nobody alive on a day was born on another: `born_later`, `born_too_long_ago`, or "". `greatest` is the rule of the
    greatest age."""
    if born_on is None:
        return ""
    if born_on > on:
        return "born_later"
    limit = _years(greatest, on)
    return "born_too_long_ago" if limit is not None and age_on(born_on, on) > limit else ""


def against_work(born_on: date | None, began_on: date | None, least: Rule) -> str:
    """Why somebody cannot have begun to work on a day: `work_before_birth`, `work_under_age` (forbidden, but for the exceptions
    of article 15, second paragraph), or "". `least` is the rule of the least working age."""
    if born_on is None or began_on is None:
        return ""
    if began_on < born_on:
        return "work_before_birth"
    limit = _years(least, began_on)
    return "work_under_age" if limit is not None and age_on(born_on, began_on) < limit else ""


def against_validity(born_on: date | None, issued_on: date | None, expires_on: date | None) -> dict[str, str]:
    """What cannot be of the days of a document, by day (`issued_on`, `expires_on`)."""
    found = {}
    if issued_on and born_on and issued_on < born_on:
        found["issued_on"] = "issued_before_birth"
    if expires_on and born_on and expires_on < born_on:
        found["expires_on"] = "expires_before_birth"
    elif expires_on and issued_on and expires_on < issued_on:
        found["expires_on"] = "expires_before_issue"
    return found


def against_cover(born_on: date | None, starts_on: date | None) -> str:
    """`cover_before_birth` where nobody was there to be insured, else ""; a newborn is covered from the day of birth."""
    return "cover_before_birth" if born_on and starts_on and starts_on < born_on else ""


def _years(rule: Rule, on: date) -> int | None:
    """The age a rule says for a day; None before the rule was made."""
    try:
        return rule.value_for(on=on).number
    except ValueMissing:
        return None
