"""The imports of people who join: the students of a school, the members of families."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.imports.table import ImportKind, Link, Pages, register_import
from enrolment.rosters import words
from enrolment.rosters.rules import descriptions
from enrolment.rosters.rules.people import member_together, student_together
from enrolment.rosters.services import people
from enrolment.rosters.services.kinds import ACTS, labels_of, say, shown_values, urls_of

STUDENTS_VERB, FAMILIES_VERB = "import_students", "import_families"
NEEDED = ("open_application", "submit_application")


def _shown(values: dict[str, Any]) -> dict:
    """What a row says, its numbers masked and the telephone left out."""
    shown = shown_values(values)
    for name in ("guardian_number", "telephone"):
        shown.pop(name, None)
    shown["beside"] = shown.get("school") or shown.get("guardian_name", "")
    return shown


def _pages(key: str, verb: str, **own) -> Pages:
    return Pages(
        words=words.PEOPLE_PAGES,
        files=words.PEOPLE_FILES,
        cells=words.CELLS,
        urls=urls_of(key, verb),
        preview_template="enrolment/rosters/roster_people.html",
        result_template="enrolment/rosters/people_entered.html",
        say=say,
        labels=labels_of,
        rules=lambda: [str(rule) for rule in words.PEOPLE_RULES],
        shown=_shown,
        about_template="enrolment/rosters/people_lists.html",
        back=lambda _about: Link(_("Work list"), reverse("work_list")),
        home=lambda _about: None,
        **own,
    )


STUDENTS = ImportKind(
    description=descriptions.STUDENTS,
    verb=STUDENTS_VERB,
    also=NEEDED,
    acts=ACTS,
    fact="roster",
    name=_("roster"),
    vocabulary=people.student_vocabulary,
    together=student_together,
    known=people.people_on_record,
    enter=people.enter_students,
    alike=people.people_alike,
    learned=people.note_held_elsewhere,
    pages=_pages("students", STUDENTS_VERB, form_title=_("Students of a school"), sheet_title=_("Students")),
)
FAMILIES = ImportKind(
    description=descriptions.FAMILIES,
    verb=FAMILIES_VERB,
    also=NEEDED,
    acts=ACTS,
    fact="roster",
    name=_("roster"),
    vocabulary=people.family_vocabulary,
    together=member_together,
    known=people.people_on_record,
    enter=people.enter_members,
    alike=people.people_alike,
    learned=people.note_held_elsewhere,
    pages=_pages("families", FAMILIES_VERB, form_title=_("Members of families"), sheet_title=_("Families")),
)


def register() -> None:
    """Called once, when the app is ready."""
    for kind in (STUDENTS, FAMILIES):
        register_import(kind)
