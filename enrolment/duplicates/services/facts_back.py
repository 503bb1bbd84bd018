"""Facts that a moved case brought to the file that went on are the joined human's, and go back with the case."""

from datetime import date

from casework.staff.officer import Officer
from enrolment.duplicates.models.merge import Merge
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import values_of
from enrolment.persons.services.facts import write_facts

CASES = "casework.CaseFile.subject"


def facts_come_back(merge: Merge, kept: Person, joined: Person, *, by: Officer, on: date) -> None:
    """Where a case of the joined human was verified while the files were one, its facts become hers, and the other file says again
    what it said before, as verified facts of the officer who takes the merge back. Three queries where nothing was."""
    cases = merge.moved.filter(entry=CASES).values_list("key", flat=True)
    brought = list(kept.facts.filter(case__in=list(cases)).exclude(verified_on=None).order_by("number"))
    if not brought:
        return
    last = brought[-1]
    write_facts(joined, values_of(last), by=by, case=last.case, document=last.document, verified_on=on)
    if last.superseded_at is not None:
        return
    before = kept.facts.exclude(pk__in=[row.pk for row in brought]).order_by("-number").first()
    if before:
        write_facts(kept, values_of(before), by=by, case=before.case, document=before.document, verified_on=on)
