"""The matrix of bad input over every form: each case of a field's kind, posted as the right role.

Asserted each time: no answer of 500 or above, no trace, an error tied to the field in three languages where the input is
bad, the other fields as they were typed, and nothing written but looks, events and the draft where one is kept.
What must be refused is posted a row at a time (rows.py), one case a field also alone; `--full` posts every case alone.
"""

from collections import Counter

import pytest
from django.conf import settings
from django.db import transaction
from django.forms import BooleanField
from django.urls import get_resolver

from casework.steps.views.steps import StepPage
from tests.asked_twice import asked_again, questions
from tests.badinput.cases import CASES, LANGUAGES, TRIED, case_of, text_of, wanted_of
from tests.badinput.pages_read import FormReader, linked_errors
from tests.badinput.rows import (
    ROWS,
    TAKEN,
    apart,
    every_pair_alone,
    is_late,
    not_refused,
    one_alone_of_each_field,
    refused,
    rows_of,
    rows_taken,
)
from tests.badinput.sheets import SHEETS, Sheet, sheet
from tests.profiles import FULL

pytestmark = pytest.mark.django_db


def post(world, one: Sheet, changed: dict, language: str):
    client = world.clients[one.role]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with questions() as asked:
        answer = client.post(world.address(one.url, one.case, *one.named), one.posted(world, changed))
    # Where it was taken, the service read again under its lock what the page had read.
    assert answer.status_code != 422 or asked_again(asked) == []
    return answer


@pytest.mark.parametrize(("name", "number", "languages"), ROWS)
def test_wrong_fields_are_refused_together(world, name, number, languages):
    one = sheet(name)
    row = rows_of(one)[number]
    typed = typed_of(one, row)
    for language in languages.split():
        answer = post(world, one, typed, language)
        must_be_sound(answer, "".join(typed.values()))
        must_be_about(answer, one, row, language)
    assert world.nothing_stored()


@pytest.mark.parametrize(
    ("name", "field", "case_id", "language"), every_pair_alone() if FULL else one_alone_of_each_field()
)
def test_a_wrong_field_alone_is_refused(world, name, field, case_id, language):
    one = sheet(name)
    text = text_of(case_of(one, field, case_id), one, field)
    answer = post(world, one, {field: text}, language)
    must_be_sound(answer, text)
    must_be_about(answer, one, {field: case_id}, language)
    assert world.nothing_stored()


@pytest.mark.skipif(FULL, reason="--full posts each of them alone")
@pytest.mark.parametrize(("name", "number"), TAKEN)
def test_what_need_not_be_refused_is_answered_together(world, name, number):
    """Posted until the form is taken: what is refused beside its field stays out the next time, so that all others arrive."""
    one = sheet(name)
    row = rows_taken(one)[number]
    while row:
        row = still_to_arrive(world, one, row)


def still_to_arrive(world, one: Sheet, row: dict[str, str]) -> dict[str, str]:
    answer = post(world, one, typed_of(one, row), "en")
    must_be_sound(answer, "".join(typed_of(one, row).values()))
    if answer.status_code != 422:
        must_be_kept_out(one, row)
        return {}
    wrong = linked_errors(answer.content.decode()) & row.keys()
    if not wrong or "accepted" in {wanted_of(case_of(one, field, row[field]), one, field) for field in wrong}:
        # They do not go together (two officers of one name, a password and its repetition): each has the form to itself.
        for field, case_id in row.items():
            must_be_answered_alone(world, one, field, case_id)
        return {}
    return {field: case for field, case in row.items() if field not in wrong}


@pytest.mark.parametrize(("name", "field", "case_id"), not_refused() if FULL else [])
def test_what_need_not_be_refused_is_answered(world, name, field, case_id):
    must_be_answered_alone(world, sheet(name), field, case_id)


def must_be_answered_alone(world, one: Sheet, field: str, case_id: str) -> None:
    """Whatever it writes is taken back: the next one finds the case as it was."""
    with transaction.atomic():
        answer = post(world, one, typed_of(one, {field: case_id}), "en")
        if answer.status_code != 422:
            must_be_kept_out(one, {field: case_id})
        transaction.set_rollback(True)
    must_be_sound(answer, typed_of(one, {field: case_id})[field])
    if answer.status_code == 422 and wanted_of(case_of(one, field, case_id), one, field) == "accepted":
        raise AssertionError(linked_errors(answer.content.decode()))


def test_every_pair_of_field_and_case_is_tried():
    """Rows and single posts together are the whole matrix, nothing twice; each field is wrong alone once."""
    tried = Counter()
    for one in SHEETS:
        rows = rows_of(one)
        tried.update((one.name, field, case) for row in (*rows, *rows_taken(one)) for field, case in row.items())
        together = [(field, other) for row in rows for field in row for other in row if field != other]
        assert not any(apart(one, *pair) for pair in together)
        assert all(len(row) == 1 for row in rows if any(is_late(one, *pair) for pair in row.items()))
        assert [number for name, number, _languages in ROWS if name == one.name] == [*range(len(rows))]
        assert [number for name, number in TAKEN if name == one.name] == [*range(len(rows_taken(one)))]
    assert (
        tried
        == Counter(TRIED)
        == Counter(
            (one.name, field, case["id"]) for one in SHEETS for field, kind in one.kinds.items() for case in CASES[kind]
        )
    )
    alone = [(name, field) for name, field, _case, _language in one_alone_of_each_field()]
    assert alone == [(one.name, field) for one in SHEETS for field in refused(one)]
    assert {language for *_pair, language in one_alone_of_each_field()} == set(LANGUAGES)


def test_every_field_is_refused_in_every_language():
    asked = {
        (name, field, language)
        for name, number, said in ROWS
        for field in rows_of(sheet(name))[number]
        for language in said.split()
    }
    assert asked == {(one.name, field, language) for one in SHEETS for field in refused(one) for language in LANGUAGES}


def test_the_full_profile_tries_every_refused_pair_alone_in_each_language():
    everything = every_pair_alone()
    assert len(everything) == len(set(everything)) == 3 * (len(TRIED) - len(not_refused()))
    assert len(not_refused()) == len(set(not_refused()))


def typed_of(one: Sheet, row: dict[str, str]) -> dict[str, str]:
    return {field: text_of(case_of(one, field, case), one, field) for field, case in row.items()}


def must_be_kept_out(one: Sheet, row: dict[str, str]) -> None:
    """What was taken without its control characters is not stored with them."""
    for field, case in row.items():
        unwanted = case_of(one, field, case).get("kept_out")
        assert not unwanted or not stored_anywhere(unwanted)


def must_be_sound(answer, text: str) -> None:
    """Answered, without a trace of the program and without the typed markup working."""
    page = answer.content.decode()
    assert answer.status_code < 500, answer.status_code
    assert "Traceback" not in page and "<script>alert" not in page
    assert "{{7*7}}" not in text or ">49<" not in page


def must_be_about(answer, one: Sheet, row: dict[str, str], language: str) -> None:
    """Refused in that language, with an error at each wrong field, and all others as they were typed."""
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"]) == (422, language)
    shown, linked = FormReader(page), linked_errors(page)
    # Where another field shows it (a birth date inside the number), the summary leads there.
    silent = {field: case for field, case in row.items() if field not in linked or field not in shown.marked}
    assert not silent, silent
    for other, value in one.fields.items():
        if other not in {*row, "action"} | one.forgotten and value:
            assert value in shown.values.get(other, []), (other, shown.values.get(other))


def stored_anywhere(text: str) -> bool:
    """Whether a readable column of what the forms write holds the text."""
    from casework.models import Mailing
    from enrolment.models import CodeActivation, Employer, EmployerContact, EnrolmentApplication, Hire, Person

    rows = [
        *Person.objects.values_list("name", "latin_name", "platform_person_no"),
        *EnrolmentApplication.objects.values_list("refusal_detail", "school", "platform_confirmation"),
        *Employer.objects.values_list("name", "latin_name"),
        *EmployerContact.objects.values_list("name", "language"),
        *Hire.objects.values_list("name", "finding_note", "lateness_note"),
        *Mailing.objects.values_list("served_to", "last_error"),
        *CodeActivation.objects.values_list("agent_name", "agent_relation", "confirmation"),
    ]
    return any(text in (value or "") for row in rows for value in row)


# A designation fails again in a round that begins three months behind the world's day; its form is that of `fail_evaluation`, as
# that of a decision upheld is that of `change_decision`.
TRIED_ELSEWHERE = {"fail_again", "uphold_decision"}


def _pages(page=StepPage):
    for one in page.__subclasses__():
        yield one
        yield from _pages(one)


def _typed(page) -> list[str]:
    """What somebody types or chooses on the page of a step; a box to tick has no bad value, what is hidden is the page's own."""
    fields = getattr(page.form_class, "base_fields", {})
    return [name for name, one in fields.items() if not one.widget.is_hidden and not isinstance(one, BooleanField)]


def test_every_step_with_something_to_type_has_a_sheet():
    get_resolver()._populate()
    typed = {page.verb for page in _pages() if getattr(page, "verb", "") and _typed(page)}
    assert len(typed) > 50
    assert typed - {one.url for one in SHEETS} == TRIED_ELSEWHERE
