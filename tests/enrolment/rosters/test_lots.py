"""A list is entered in lots, and what it becomes is what the counter would have made of it: row for row, in every table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.imports.services import entering
from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.imports.table import import_kind
from casework.models import CaseFile, ImportRow, Operation
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.services import lots
from enrolment.applications.services.applications import withdraw
from enrolment.applications.services.lots import hand_in_lot
from enrolment.models import Person, PossibleDuplicate
from tests.builders import JIMEI, data, identity, op, residence_permit, submitted
from tests.enrolment.rosters.roster_files import check_roster, upload, workbook
from tests.enrolment.rosters.same_rows import all_rows, said_by

HEADERS = ["证件类型", "证件号码", "姓名", "出生日期", "性别", "学校名称", "手机号"]
PERMIT, TRAVEL = "台湾居住证", "台胞证"


def student(sequence: int, **changes) -> list:
    who = identity(sequence)
    row = {"kind": PERMIT, "number": who.number, "name": who.name, "birth": None, "sex": None, "school": "厦门大学"}
    return list((row | {"telephone": "13900000000"} | changes).values())


def sent(clerk, rows, kind="students", headers=HEADERS):
    return check_roster(kind, upload(workbook(rows, headers)), by=clerk, on=clerk.on, language="en")


def left(clerk, who) -> CaseFile:
    """An application of somebody that was withdrawn: her file is known, nothing of hers is open."""
    case = submitted(clerk, data(who))
    return withdraw(case.pk, "client_wish", originals_returned=True, by=clerk, on=clerk.on, seen=case.version, op=op())


def on_record(clerk, other) -> None:
    """What the office has before the lists come."""
    left(clerk, identity(8))
    left(clerk, identity(10, telephone="13811112222"))
    left(clerk, identity(12))
    left(clerk, identity(14))
    submitted(other, data(identity(16)))
    submitted(clerk, data(identity(18)))


def students_of_all_kinds() -> list[list]:
    alike, twin = identity(14), identity(26)
    return [
        student(4),
        student(6, kind=TRAVEL, number="10000006", birth="1990-01-01", sex="女", telephone=None),
        # Known as he says; with another telephone; under another name, which is asked at the counter.
        student(8),
        student(10),
        student(12, name="王大同"),
        # May be the person on record under another document, and another row of the file.
        student(14, kind=TRAVEL, number="10000014", name=alike.name, birth="1990-01-01", sex="女"),
        student(26),
        student(28, kind=TRAVEL, number="10000028", name=twin.name, birth="1990-01-01", sex="女"),
        # Kept by another office; applied meanwhile is found by the check.
        student(16),
        student(18),
        student(20),
    ]


def entered(clerk, rows, at_once, monkeypatch, kind="students", headers=HEADERS) -> ImportRow:
    """Enter a list so many rows at once."""
    runs = import_kind(kind).description.runs
    changed = replace(runs, entered_at_once=at_once)
    monkeypatch.setattr(import_kind(kind), "description", replace(import_kind(kind).description, runs=changed))
    roster = sent(clerk, rows, kind, headers)
    confirm(roster.pk, by=clerk, looked=True)
    advance(roster.pk, on=clerk.on, limit=1000)
    roster.refresh_from_db()
    return roster


class _Undone(Exception):
    pass


def written_by(way) -> dict:
    """What a way of entering writes, taken back again."""
    before = all_rows()
    try:
        with transaction.atomic():
            way()
            found = said_by(all_rows(), before)
            raise _Undone
    except _Undone:
        return found


@pytest.fixture
def thawed(monkeypatch):
    """Kinds of imports are frozen; a test may enter their rows in another measure."""
    for key in ("students", "families"):
        kind = import_kind(key)
        monkeypatch.setattr(type(kind), "__setattr__", object.__setattr__)
        monkeypatch.setattr(type(kind), "__delattr__", object.__delattr__)


@pytest.mark.django_db
def test_a_lot_of_students_becomes_what_the_counter_makes_of_them(staff, monkeypatch, thawed):
    clerk = staff("counter_clerk")
    on_record(clerk, staff("counter_clerk", JIMEI))
    rows = students_of_all_kinds()
    lots_taken = []
    monkeypatch.setattr(
        "enrolment.rosters.services.people.hand_in_lot",
        lambda sheets, **how: lots_taken.append(hand_in_lot(sheets, **how)) or lots_taken[-1],
    )
    by_hand = written_by(lambda: entered(clerk, rows, 1, monkeypatch))
    assert not lots_taken
    in_lots = written_by(lambda: entered(clerk, rows, 500, monkeypatch))
    assert [case is not None for case in lots_taken[0]] == [True] * 4 + [False] + [True] * 3 + [False, True]
    assert in_lots == by_hand
    tables = {row.partition(":")[0] for row in by_hand}
    assert {
        "casework_casefile",
        "casework_duty",
        "casework_event",
        "casework_deadline",
        "casework_operation",
        "casework_importrow",
        "enrolment_enrolmentapplication",
        "enrolment_applicant",
        "enrolment_person",
        "enrolment_personfacts",
        "enrolment_identitydocument",
        "enrolment_personnamekey",
        "enrolment_possibleduplicate",
    } <= tables


@pytest.mark.django_db
def test_a_lot_of_families_becomes_what_the_counter_makes_of_them(staff, monkeypatch, thawed):
    clerk = staff("counter_clerk")
    grown, child = residence_permit(date(1980, 3, 4), 2), residence_permit(date(2015, 3, 4), 1)
    headers = [*HEADERS[:3], "监护人", "监护人证件号码", "与监护人关系"]
    rows = [
        [PERMIT, grown, "林美華", None, None, None],
        [PERMIT, child, "陳小安", "林美華", grown, "母亲"],
        [PERMIT, residence_permit(date(2016, 3, 4), 3), "陳小平", "林美華", grown, "母亲"],
    ]
    by_hand = written_by(lambda: entered(clerk, rows, 1, monkeypatch, "families", headers))
    in_lots = written_by(lambda: entered(clerk, rows, 500, monkeypatch, "families", headers))
    assert in_lots == by_hand and any(row.startswith("enrolment_applicationcircumstances") for row in by_hand)


def born_alone(number: int):
    """A student who shares her day of birth with nobody, so that no file may be hers."""
    born = date(2000, 1, 1) + timedelta(days=number)
    who = identity(number, number=residence_permit(born, 2), birth_on=born, sex="female")
    return replace(data(who), path="student", school="x")


@pytest.mark.django_db
def test_a_lot_costs_what_it_costs_however_many_rows_it_has(staff, django_assert_max_num_queries):
    clerk = staff("counter_clerk")
    few, many = ([born_alone(number) for number in numbers] for numbers in (range(4, 12), range(100, 160)))
    for sheets in (few, many):
        with django_assert_max_num_queries(45):
            assert all(hand_in_lot(sheets, by=clerk, on=clerk.on))


@pytest.mark.django_db
def test_a_lot_that_another_counter_crosses_enters_the_others(staff, monkeypatch):
    """Between the look-up and the writing somebody else registers one of them: the database says so, and his row says why."""
    clerk = staff("counter_clerk")
    roster = sent(clerk, [student(number) for number in (4, 6, 8, 20, 22)])
    confirm(roster.pk, by=clerk)
    submitted(staff("counter_clerk", JIMEI), data(identity(8)))
    looked_up = lots.documents_by_keys
    monkeypatch.setattr(lots, "documents_by_keys", lambda keys: {k: v for k, v in looked_up(keys).items() if False})
    advance(roster.pk, on=clerk.on, limit=1000)
    states = dict(roster.rows.values_list("row_number", "state"))
    assert states == {2: "done", 3: "done", 4: "bad", 5: "done", 6: "done"}
    assert roster.rows.get(row_number=4).problems[0][1] == "refused.held_elsewhere"
    assert Person.objects.count() == 5 and EnrolmentApplication.objects.filter(state="submitted").count() == 5


@pytest.mark.django_db
def test_a_lot_is_whole_or_nothing_and_goes_on_where_it_was_left(staff, monkeypatch, thawed):
    clerk = staff("counter_clerk")
    roster = sent(clerk, [student(number) for number in range(4, 24, 2)])
    confirm(roster.pk, by=clerk)
    assert advance(roster.pk, on=clerk.on, limit=4) == 4
    assert roster.rows.filter(state="done").count() == 4 == CaseFile.objects.count()

    def gone(*_args):
        raise entering.InterfaceError("the connection went away")

    with monkeypatch.context() as broken:
        broken.setattr(entering, "write", gone)
        with pytest.raises(entering.InterfaceError), transaction.atomic():
            advance(roster.pk, on=clerk.on, limit=4)
    assert roster.rows.filter(state="done").count() == 4 == CaseFile.objects.count()
    assert advance(roster.pk, on=clerk.on, limit=1000) == 6
    confirm(roster.pk, by=clerk)
    assert advance(roster.pk, on=clerk.on, limit=1000) == 0
    assert CaseFile.objects.count() == 10 == Operation.objects.filter(purpose="submit_application").count()


@pytest.mark.django_db
def test_two_lots_never_register_one_person_twice(staff):
    clerk = staff("counter_clerk")
    sheets = [replace(data(identity(number)), path="student", school="x") for number in (4, 6)]
    assert all(hand_in_lot(sheets, by=clerk, on=clerk.on))
    # A second one of the same people finds their open applications and leaves them to the counter, which says so.
    assert hand_in_lot(sheets, by=clerk, on=clerk.on) == [None, None]
    assert Person.objects.count() == 2 and not PossibleDuplicate.objects.exists()


@pytest.mark.django_db
def test_the_database_refuses_a_person_registered_at_the_same_moment(staff, monkeypatch):
    clerk = staff("counter_clerk")
    sheets = [replace(data(identity(number)), path="student", school="x") for number in (4, 6)]
    submitted(clerk, data(identity(6)))
    monkeypatch.setattr(lots, "documents_by_keys", lambda keys: {})
    with pytest.raises(IntegrityError), transaction.atomic():
        hand_in_lot(sheets, by=clerk, on=clerk.on)
    assert CaseFile.objects.count() == 1


@pytest.mark.parametrize("at_once", [1, 500])
def test_a_list_says_nothing_of_the_language_somebody_is_written_to_in(staff, monkeypatch, thawed, at_once):
    clerk = staff("counter_clerk")
    for number in (8, 12):
        left(clerk, identity(number, language="en"))
    entered(clerk, [student(8), student(12)], at_once, monkeypatch)
    made = EnrolmentApplication.objects.filter(case__is_open=True).select_related("case", "applicant")
    assert [(one.case.client_language, one.applicant.language) for one in made] == [("en", "en")] * 2
    assert not [one for one in made if "language" in one.applicant.differs_in]
