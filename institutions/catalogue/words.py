"""Words of the catalogue: kinds of codes, what is wrong with a cell and its cure, why nothing is payable, what a finding says."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.imports.words import CELLS, FILES
from institutions.catalogue.choices import Period, RuleKind, Sex, Unit
from institutions.catalogue.rules.supervision import Finding
from institutions.catalogue.rules.typed_lines import LineProblem

# Kinds of care, as the policies of settlement name them.
SETTINGS: Mapping[str, Promise] = {
    "inpatient": _("inpatient"),
    "outpatient": _("outpatient"),
    "emergency": _("emergency care"),
    "chronic": _("chronic and special diseases, outpatient"),
    "special_drug": _("special drugs"),
    "pharmacy": _("pharmacy"),
    "day_surgery": _("day surgery"),
    "childbirth": _("childbirth"),
    "home_bed": _("bed at home"),
}
SCHEMES: Mapping[str, Promise] = {
    "uebmi": _("Employees' basic medical insurance"),
    "urrbmi": _("Residents' basic medical insurance"),
}
# What the value of a rule may be beside a figure.
VALUES: Mapping[str, Promise | str] = {**SCHEMES, **dict(Sex.choices)}
KINDS: Mapping[str, Promise] = {
    "western": _("western drug"),
    "patent": _("Chinese patent drug"),
    "treatment": _("treatment"),
    "consumable": _("consumable"),
}
# What a cell of a file has, and how to cure it.
PROBLEMS: Mapping[str, Promise] = {
    **CELLS,
    "empty": _("Enter the national code."),
    "unknown_start": _(
        "A national code begins with X (western drug), Z (Chinese patent drug), C (consumable) or 00 (treatment). Copy it."
    ),
    "western_length": _("The code of a western drug has 23 characters. Compare it with the list."),
    "patent_length": _("The code of a Chinese patent drug has 20 characters. Compare it with the list."),
    "treatment_length": _("The code of a treatment has 15 digits. Compare it with the list."),
    "consumable_length": _(
        "The code of a consumable has 20 characters, 27 with its specification. Compare it with the list."
    ),
    "zeros_lost": _(
        "The two zeros in front are missing: a spreadsheet took the code for a number. Set the column to text and enter it again."
    ),
    "letter_for_digit": _("A letter O or I stands where a digit 0 or 1 belongs. Enter it again."),
    "not_characters": _("The code has a sign that is no letter or digit. Enter it again."),
    "not_zero_zero": _("The code of a treatment begins with 00. Compare it with the list."),
    "no_diagnosis": _("A diagnosis code is a letter and two digits, with further parts behind a point: I10.x00x002."),
    "no_price": _("Write the price in yuan with at most four decimals: 1234.5678."),
    "no_ratio": _("Write the share as 0.1 or 10%, with at most four decimals, from 0 to 1."),
    "ratio_above_one": _("A share is not above 1. If ten percent is meant, write 10% or 0.1."),
    "not_whole": _("Write a whole number with at most four digits."),
    "too_long": _("The text is longer than the list can hold. Shorten it, or leave it to the text of the limit."),
    "twice": _("The same code stands in row %(other)s already. Leave one of the two rows."),
    "not_listed": _(
        "No item of the catalogue has this code on that day. Check the code, or import the catalogue first."
    ),
    "commercial_is_paid": _("What is on the list of commercial insurance is never paid by the fund: it is of class C."),
    "class_without_ratio": _(
        "The class changes, and the file has no column for the first-pay ratio: that of the old class would stay. Add the column."
    ),
    "no_standard": _("A negotiated drug has a payment standard. Enter it, or leave the end of the agreement empty."),
    "only_drugs": _("Only drugs have an agreement or stand on the list of commercial insurance. Check the code."),
    "ages_reversed": _("The higher age lies below the lower one."),
    "most_without_period": _("A number of times, above zero, and a period go together: enter both, or none."),
    "no_value": _("This kind of rule needs a value."),
    "value_unread": _(
        "The value does not go with this kind of rule: male or female, an age like 0-14 or 18-, a scheme, a level, a whole number."
    ),
    "value_not_used": _("This kind of rule has no value. Leave it empty."),
    "unit_differs": _(
        "The unit does not go with the kind: years, months or days of an age, days of a course, times of a frequency, or none."
    ),
    "period_differs": _("The period does not go with this kind of rule. See the page on importing a catalogue."),
    "no_second": _("Two different codes exclude each other: enter the second one."),
    "second_not_used": _("Only a rule of two items has a second code. Leave it empty."),
    "no_day": _("Write the day with the year first, 2026-06-07, or a hyphen where it is not told."),
    "no_quantity": _("Write a quantity above zero, at most 100,000."),
    "no_days": _("Write the days that are supplied as a whole number up to 366."),
    "too_many_parts": _("A line has a code, a day, a quantity and the days supplied, and nothing more."),
    "too_many_lines": _("At most 200 lines are tried at once."),
}
# What is said otherwise of these files than of workbooks that somebody fills in.
OF_FILES: Mapping[str, Promise] = {
    **FILES,
    "too_many_rows": _(
        "The file has more than %(rows)s rows. Up to 1,000,000 are read from CSV, up to 200,000 from XLSX."
    ),
    "content_differs": _("The content of the file is not what its name says. Send the file as it came."),
    "too_many_sheets": _("The workbook has more than %(sheets)s sheet. Send the one with the list."),
    "other_kind": _("Only CSV files and XLSX workbooks are read."),
    "headers": _("A column is missing, stands twice, or is in percent: %(key)s."),
}
WHY_NOT: Mapping[str, Promise] = {
    "unknown": _("in no list on that day"),
    "class_c": _("class C"),
    "commercial": _("list of commercial insurance, never paid by the fund"),
    "agreement_ended": _("the agreement has ended (assumed: not paid until an edition takes it up again)"),
}
# What a finding says, by the kind of its rule; of a fact that is not told, the one below.
FINDINGS: Mapping[str, Promise] = {
    "sex": _("The item is for one sex only, the person is %(found)s."),
    "age": _("The item is for the age %(value)s (%(unit)s), the person is %(found)s."),
    "insurance": _("The item is paid in one scheme only, the person is in another."),
    "inpatient_only": _("The item is paid in hospital only."),
    "setting": _("The item is not paid in this kind of care."),
    "level": _("The item is paid only from a level of institutions on."),
    "diagnosis": _("None of the diagnoses is one the item is paid for."),
    "course": _("%(found)s days are billed, %(most)s are paid for."),
    "pair": _("Two items that exclude each other (%(period)s)."),
    "frequency": _("%(found)s times are billed, at most %(most)s are allowed (%(period)s)."),
}
NOT_TOLD = _("Not told: the rule cannot be asked (%(kind)s).")
OF_LIMITS: Mapping[str, Promise] = {"setting": _("kind of care"), "diagnosis": _("diagnosis")}


def problem_words(code: str, other: int | None = None) -> str:
    """What is wrong with a cell, in the language in force."""
    return str(PROBLEMS.get(code, PROBLEMS["error_cell"])).replace("%(other)s", str(other or ""))


def line_words(problem: LineProblem) -> str:
    """What is wrong with a line that was typed, in the language in force."""
    return str(_("Line %(number)s: %(what)s")) % {"number": problem.number, "what": problem_words(problem.code)}


def file_words(code: str, params: Mapping[str, object]) -> str:
    """Why a file is not read, in the language in force."""
    known = {"rows": "1,000,000", "megabytes": 100, "columns": 60, "sheets": 1, "key": ""}
    return str(OF_FILES[code]) % (known | dict(params))


def finding_words(finding: Finding) -> str:
    """What a finding says, in the language in force."""
    rule = finding.rule
    if not finding.hit:
        kind = OF_LIMITS.get(rule.kind) or RuleKind(rule.kind).label
        return str(NOT_TOLD) % {"kind": kind}
    period = Period(rule.period).label if rule.period else ""
    unit = Unit(rule.unit).label if rule.unit else ""
    said = {"found": "", "most": "", "value": rule.value, "period": period, "unit": unit}
    said |= dict(finding.params)
    if rule.kind == "sex":
        said["found"] = Sex(str(said["found"])).label
    elif rule.kind == "frequency":
        # Quantities are summed as they are billed, to four places.
        said["found"] = f"{Decimal(str(said['found'])).normalize():f}"
    return str(FINDINGS[rule.kind]) % said
