"""What the rows of a register's file become: tasks, each once; and what an officer does with one."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import event, record, record_all
from casework.engine.refusals import Blocked, Reason
from casework.imports.models import ImportRow
from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values
from casework.imports.table import Made
from casework.models import CaseFile, Office
from casework.sealing.cipher import search_hash
from casework.staff.officer import Officer
from enrolment.applications.services.applications import open_application
from enrolment.applications.services.intake_start import save_prefill
from enrolment.changes.services.opening import ChangeData, open_change
from enrolment.documents.queries import documents_by_keys
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.eligibility.rules.paths import BIRTH_CERTIFICATE, NEWBORN
from enrolment.persons.models.person import Person
from enrolment.persons.services.documents import bears_her_name
from enrolment.registers.models import RegisterReport
from enrolment.registers.queries import going_on, people_by_number

KNOWN, OK = ImportRow.State.KNOWN, ImportRow.State.OK
BIRTH, DEATH = RegisterReport.Kind.BIRTH, RegisterReport.Kind.DEATH
Rows = Sequence[tuple[int, Values]]
Known = dict[int, tuple[str, Problem]]
NAMESPACE = "register_report"
ANSWERED = _("This report was answered already.")
BEGUN = _("A case was begun with this report. Go on with it, or give its draft up first.")
NO_ANSWER = _("Choose the answer.")


def _told_of_death(person: Person, values: Values) -> bytes:
    """By which the same report of a death is known again."""
    return search_hash(NAMESPACE, f"death\x00{person.pk}\x00{values['died_on']:%Y-%m-%d}")


def _told_of_birth(values: Values) -> bytes:
    """By which the same report of a birth is known again: one certificate, one child."""
    return search_hash(NAMESPACE, f"birth\x00{values['certificate']}")


def deaths_on_record(_about: None, rows: Rows, office: Office) -> Known:
    """Which of some rows are of nobody of the office's own files, or told before, in this file too; and whose name differs. Two
    queries."""
    people = people_by_number({values["number"] for _number, values in rows}, office)
    alone = {number: who[0] for number, values in rows if len(who := people.get(values["number"], [])) == 1}
    told = {number: _told_of_death(alone[number], values) for number, values in rows if number in alone}
    before, reported = _deaths_reported(alone.values(), told.values())
    found: Known = {}
    for number, values in rows:
        person = alone.get(number)
        if person is None:
            code = "several_people" if people.get(values["number"]) else "nobody_here"
            found[number] = (KNOWN, Problem("number", code))
        elif person.died_on is not None:
            found[number] = (KNOWN, Problem("number", "death_recorded"))
        elif values["died_on"] < person.birth_on:
            found[number] = (KNOWN, Problem("died_on", "before_birth"))
        elif told[number] in before or (person.pk, values["died_on"]) in reported:
            found[number] = (KNOWN, Problem("number", "reported_already"))
        else:
            # Another of her documents, or this one in another form, makes no second task.
            reported.add((person.pk, values["died_on"]))
            if not bears_her_name(person, values["name"]):
                found[number] = (OK, Problem("name", "name_differs", asks=True))
    return found


def _deaths_reported(people: Iterable[Person], told: Iterable[bytes]) -> tuple[set[bytes], set[tuple[uuid.UUID, date]]]:
    """What was told before, and of whom and of which day: a report that moved to another file by a merge is known by what it is of
    now. One query."""
    rows = RegisterReport.objects.filter(Q(told__in=list(told)) | Q(kind=DEATH, person__in=list(people)))
    found = list(rows.values_list("told", "person", "happened_on"))
    return {bytes(one) for one, _person, _day in found}, {(person, day) for _told, person, day in found}


def births_on_record(_about: None, rows: Rows, office: Office) -> Known:
    """Which of some rows are of no mother of the office's own files, or told before, or of a child on record. Three queries."""
    people = people_by_number({values["mother_number"] for _number, values in rows}, office)
    before = _reported(_told_of_birth(values) for _number, values in rows)
    children = documents_by_keys(DocumentKey(BIRTH_CERTIFICATE, values["certificate"]) for _number, values in rows)
    found: Known = {}
    for number, values in rows:
        mothers = people.get(values["mother_number"], [])
        if len(mothers) != 1:
            code = "several_people" if mothers else "nobody_here"
            found[number] = (KNOWN, Problem("mother_number", code))
        elif mothers[0].sex != Person.Sex.FEMALE or mothers[0].birth_on >= values["birth_on"]:
            found[number] = (KNOWN, Problem("mother_number", "not_the_mother"))
        elif DocumentKey(BIRTH_CERTIFICATE, values["certificate"]) in children:
            found[number] = (KNOWN, Problem("certificate", "child_on_record"))
        elif _told_of_birth(values) in before:
            found[number] = (KNOWN, Problem("certificate", "reported_already"))
    return found


def _reported(told) -> set[bytes]:
    rows = RegisterReport.objects.filter(told__in=list(told))
    return {bytes(one) for one in rows.values_list("told", flat=True)}


def enter_deaths(_about: None, rows: Sequence[Values], by: Officer, _on: date) -> list[Made]:
    """A task for each death. Raises IntegrityError for one that was told meanwhile."""
    people = people_by_number({values["number"] for values in rows}, by.office)
    made = []
    for values in rows:
        person = people[values["number"]][0]
        told = _told_of_death(person, values)
        made.append(
            RegisterReport(kind=DEATH, person=person, happened_on=values["died_on"], told=told, sent_by=by.user)
        )
    return _enter(made, by)


def enter_births(_about: None, rows: Sequence[Values], by: Officer, _on: date) -> list[Made]:
    """A task for each birth. Raises IntegrityError for one that was told meanwhile."""
    people = people_by_number({values["mother_number"] for values in rows}, by.office)
    made = []
    for values in rows:
        report = RegisterReport(
            kind=BIRTH,
            person=people[values["mother_number"]][0],
            happened_on=values["birth_on"],
            told=_told_of_birth(values),
            child_sex=values["sex"],
            sent_by=by.user,
        )
        report.child_name, report.certificate = values["child_name"], values["certificate"]
        report.mother_number = values["mother_number"]
        made.append(report)
    return _enter(made, by)


def _enter(reports: Sequence[RegisterReport], by: Officer) -> list[Made]:
    RegisterReport.objects.bulk_create(reports)
    record_all(
        event("report_of_register", by=by, subject=one.person_id, facts={"report": str(one.pk), "kind": str(one.kind)})
        for one in reports
    )
    return [Made(key=one.pk) for one in reports]


def _locked(report_id: uuid.UUID, by: Officer) -> RegisterReport:
    """The report, locked. Raises RegisterReport.DoesNotExist, Blocked when it is answered or a case goes on with it: a
    draft that another officer left behind does not."""
    RegisterReport.objects.visible_to(by).get(pk=report_id)
    rows = RegisterReport.objects.select_for_update(of=("self",)).select_related("person__home_office", "case")
    report = rows.get(pk=report_id)
    if report.answer:
        raise Blocked(Reason("answered", ANSWERED))
    if going_on([report], by):
        raise Blocked(Reason("begun", BEGUN))
    return report


@transaction.atomic
def answer_report(report_id: uuid.UUID, answer: str, *, by: Officer, on: date) -> RegisterReport:
    """Say why nothing follows from a report. What it said of a child is emptied.

    Raises RegisterReport.DoesNotExist, Blocked, PermissionDenied.
    """
    by.must("answer_register_report")
    report = _locked(report_id, by)
    if answer not in answers_to(report):
        raise Blocked(Reason("no_answer", NO_ANSWER, "answer"))
    report.answer, report.answered_by, report.answered_on = answer, by.user, on
    report.child_name = report.certificate = report.mother_number = ""
    report.save()
    facts = {"report": str(report.pk), "kind": report.kind, "answer": answer}
    record("answer_register_report", by=by, subject=report.person_id, facts=facts)
    return report


def answers_to(report: RegisterReport) -> list[str]:
    """The answers that fit what was reported."""
    answers = RegisterReport.Answer
    return [code for code in answers.values if report.kind == BIRTH or code != answers.NOT_WISHED]


@transaction.atomic
def follow_death(report_id: uuid.UUID, data: ChangeData, *, by: Officer, on: date) -> CaseFile:
    """Ask for the death to be recorded, as at the counter; a second officer records it with the proof.

    Raises RegisterReport.DoesNotExist, Blocked as asking for the change does, PermissionDenied.
    """
    by.must("follow_death_report")
    report = _locked(report_id, by)
    if report.kind != DEATH:
        raise RegisterReport.DoesNotExist
    return _begun(report, open_change(report.person, data, by=by, on=on), "follow_death_report", by)


@transaction.atomic
def follow_birth(report_id: uuid.UUID, *, by: Officer) -> CaseFile:
    """Begin the application of the child, with what the register says of it and its mother's number typed already.

    Raises RegisterReport.DoesNotExist, Blocked, PermissionDenied.
    """
    by.must("follow_birth_report")
    report = _locked(report_id, by)
    if report.kind != BIRTH:
        raise RegisterReport.DoesNotExist
    case = open_application(by=by, language=report.person.language)
    typed = {
        "path": NEWBORN,
        "kind": BIRTH_CERTIFICATE,
        "number": report.certificate.open_for_work(),
        "name": report.child_name.open_for_work(),
        "birth_on": report.happened_on.isoformat(),
        "sex": report.child_sex,
        "mother_number": report.mother_number.open_for_work(),
    }
    save_prefill(case, typed, by)
    return _begun(report, case, "follow_birth_report", by)


def _begun(report: RegisterReport, case: CaseFile, verb: str, by: Officer) -> CaseFile:
    RegisterReport.objects.filter(pk=report.pk).update(case=case)
    record(verb, by=by, case=case, subject=report.person_id, facts={"report": str(report.pk)})
    return case
