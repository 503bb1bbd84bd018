"""Words of institutions' months: what their files and pages say, what a result is called, what money is for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from claims.findings.words import TEXTS, from_kept, told
from claims.settlement.rules.records.errors import Problem
from claims.words.messages import MESSAGES, sentence

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What areas pay each other in the end: the room above books it, and what they paid institutions is counted without it.
BETWEEN_AREAS = "paid_between_areas"
PURPOSE, CLEARED, OWED_BACK, SET_OFF = (
    "institution_month",
    "cleared_between_areas",
    "month_owed_back",
    "month_set_off",
)
PURPOSES: Mapping[str, "StrOrPromise"] = {
    PURPOSE: _("networked settlement of an institution's month"),
    CLEARED: _("borne for people treated in another area"),
    OWED_BACK: _("taken back of an institution beyond its month"),
    SET_OFF: _("set off against what an institution owes back"),
}

FILES = {
    "too_large": _("The file is larger than %(megabytes)s MB. Send the month in several files."),
    "too_many_rows": _("The file has more than %(rows)s rows. Nothing was entered. Send the month in several files."),
    "several_sheets": _("Several sheets hold settlements. Leave one of them, or send them as several files."),
}

CELLS = {
    "no_month": _("Write year and month, such as 2026-05."),
    "other_month": _("This day does not lie in the month declared."),
    "ends_before": _("The last day lies before the first."),
    "settled_before_end": _("It was settled before the care ended."),
    "settled_ahead": _("This day lies ahead."),
    "nothing_given": _("The quantity is zero. Take the line out, or correct it."),
    "no_doctor": _("The code of a doctor has 6 to 20 digits or letters."),
    "no_pack": _("A traceability code has 8 to 40 digits or letters; several stand with blanks between them."),
    "below_zero": _(
        "An amount below zero. What is taken back is declared by a settlement that names its original, with a total of 0.00."
    ),
    "paid_more_than_billed": _("The layers are charged more than the bill."),
    "names_itself": _("A settlement does not take its own place. Give the correction a number of its own."),
    "no_original": _("Name the settlement whose line this is in the column of the original settlement."),
    "keeps_its_number": _("A corrected line keeps the number of the line whose place it takes."),
    "lines_mixed": _(
        "Of one settlement all rows name an original line, or none does. Lines that are new are declared with a whole correction."
    ),
    "line_corrected_twice": _("Another correction takes the place of this line in this file or this month already."),
    "rows_differ": _("Another row of the same settlement says something else here."),
    "line_declared": _("Declared already with the same figures. It is left as it is."),
    "line_declared_otherwise": _("Declared already with other figures. Withdraw the month first, or take the row out."),
    "month_closed": _("This month of the institution is stated or posted already: nothing is added to it."),
    "refused.month_closed": _("This month of the institution was stated meanwhile: nothing is added to it."),
    "refused.rows_differ": _("Another row of the same settlement says something else."),
}

PAGES = {
    "problems": _("The file has problems"),
    "check": _("Check the settlements and confirm"),
    "checking": _("The file is being checked"),
    "progress": _("The settlements are being entered"),
    "done": _("The settlements are entered"),
    "discarded": _("The file was discarded"),
    "failed": _("The file stopped"),
    "discard": _("Discard the file"),
    "sent": _("Files sent"),
    "leave": _("You may leave this page; the rows are entered all the same."),
    "file_label": _("Settlements of a month as an XLSX workbook or a CSV file"),
    "file_help": _(
        "A workbook of at most 19 MB and 100,000 rows, or a CSV file of at most 300 MB and 1,000,000 rows. "
        "Nothing is entered before you have seen the check and confirmed."
    ),
    "give": _(
        "Give it to the institution. The columns may stand in any order, and an export under the national names is read as it is."
    ),
    "not_waiting": _("This file is not waiting for confirmation any more."),
}
RULES = (
    _("One row a line; what is said of the settlement is the same in all of its rows."),
    _("A month is declared by the 10th of the next one. All days of settlement lie in it."),
)

# What the run finds of itself, beside the findings of claims.
OWN: Mapping[str, "StrOrPromise"] = {
    "person_unknown": _("Nobody on file holds the number that was declared."),
    "networked_suspended": _(
        "Her networked settlement is suspended on %(day)s by order %(order)s: she pays in full and claims by hand."
    ),
    "not_enrolled": _("Nobody is settled without an enrolment on the day of the care."),
    "insured_elsewhere": _(
        "She is insured in another city (%(place)s): settled by its policy and cover, and cleared between the areas."
    ),
    "insured_outside": _(
        "She is insured in another province (%(place)s). Such care is not settled with the month here."
    ),
    "corrected": _("Another settlement of this month names it as its original: that one counts."),
    "takes_back": _("It takes back a settlement of which nothing is paid: neither is paid."),
    "original_unknown": _("No settlement %(original)s of the same person stands posted with an earlier month."),
    "original_line_unknown": _(
        "The original %(original)s has no such line. Correct it as a whole, or name its own lines."
    ),
    "original_corrected": _("Settlement %(original)s was corrected already: name the one that took its place."),
    "original_asked_back": _(
        "Something of settlement %(original)s is being recovered from the institution, or was: it is not corrected beside."
    ),
    "original_worked_anew": _(
        "Settlement %(original)s was worked out anew for the person since: the office settles with her before it is corrected."
    ),
    "original_not_alike": _(
        "It does not count in the year, scheme and city of settlement %(original)s: take that one back, and declare it anew."
    ),
    "original_changes_others": _(
        "In the place of settlement %(original)s it would change what was paid for later care of the same person. The office takes "
        "that up with the institution."
    ),
    "line_settled_before": _(
        "%(name)s on %(day)s is on record with the same figures in other care of the same person."
    ),
    "trace_in_month": _(
        "%(name)s: the traceability code %(trace)s stands in an earlier settlement of this month. A pack is settled once."
    ),
    "not_worked": _("It cannot be worked out: %(why)s"),
}
OF_LINES = _("Line %(lines)s: %(said)s")
WHY: Mapping[str, "StrOrPromise"] = {
    "no_policy": _("No published policy of this place and scheme states all that a settlement of this care needs."),
    "several_policies": _("several published policies of the place would settle it"),
}
# The first reason of a difference, in few words.
REASONS: Mapping[str, "StrOrPromise"] = {
    "": _("agrees"),
    "fund_pays": _("the pooled fund bears another amount"),
    "supplement_pays": _("the supplement bears another amount"),
    "major_illness_pays": _("critical illness insurance bears another amount"),
    "assistance_pays": _("medical assistance bears another amount"),
    "person_unknown": _("person not on file"),
    "networked_suspended": _("networked settlement suspended"),
    "not_enrolled": _("no enrolment on the day"),
    "insured_elsewhere": _("insured in another city"),
    "insured_outside": _("insured in another province"),
    "not_covered": _("no cover on the day"),
    "cover_unknown": _("cover not known"),
    "person_died": _("died before the care"),
    "not_designated": _("institution not designated on the day"),
    "receipt_sum": _("lines do not add up to the total"),
    "receipt_empty": _("no lines"),
    "not_worked": _("cannot be worked out"),
    "corrected": _("corrected in the same month"),
    "takes_back": _("takes back what was not paid"),
    "original_unknown": _("original not found"),
    "original_corrected": _("original corrected already"),
    "original_line_unknown": _("original line unknown"),
    "original_asked_back": _("original is being recovered"),
    "original_worked_anew": _("original worked out anew since"),
    "original_not_alike": _("not of the year of its original"),
    "original_changes_others": _("would change later care"),
    "line_twice": _("the same line twice"),
    "line_settled_before": _("line settled before"),
    "line_outside_care": _("line outside the days of the care"),
    "rule_hit": _("items that exclude each other"),
    "year_closed": _("its year is closed"),
    "staff_not_qualified": _("ordered by somebody not qualified on the day"),
    "trace_twice": _("a pack twice in one settlement"),
    "trace_in_month": _("a pack twice in the month"),
    "trace_elsewhere": _("a pack settled elsewhere"),
}


def reason_words(code: str) -> "StrOrPromise":
    """What a difference is called; the code itself for one nobody names."""
    return REASONS.get(code, code)


def finding_text(kept: Mapping[str, Any]) -> str:
    """What a stored finding says, in the language in force."""
    code, params = kept["code"], kept["params"]
    if code == "not_worked":
        return str(OWN[code]) % {"why": _why(params)}
    said = str(OWN[code]) % params if code in OWN else ""
    if not said and code in TEXTS:
        # A settlement is its own receipt: which one is no matter here.
        said = told(from_kept({**kept, "receipt": 0, "lines": ()})).text
    numbers = ", ".join(map(str, kept["lines"]))
    return str(OF_LINES) % {"lines": numbers, "said": said or code} if numbers else said or code


def _why(params: Mapping[str, str]) -> str:
    """Why something cannot be worked out: by the policies of the place, or by the engine."""
    code = params["why"]
    if code in WHY:
        return str(WHY[code])
    more = {name: value for name, value in params.items() if name not in ("why", "at")}
    return sentence(Problem(params.get("at", ""), code, more)) if code in MESSAGES else code
