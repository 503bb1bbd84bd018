"""The matrix of bad input over every form: each case of a field's kind, posted as the right role.

Asserted each time: no answer of 500 or above, no trace, an error tied to the field in three languages where the input is
bad, the other fields as they were typed, and nothing written but looks, events and the draft where one is kept.
"""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from tests.badinput.pages_read import FormReader, linked_errors
from tests.badinput.sheets import SHEETS, Sheet, sheet
from tests.badinput.world import everything_stored

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
LANGUAGES = ("zh-hans", "zh-hant", "en")
CASES = {file.stem: tomllib.loads(file.read_text("utf-8"))["case"] for file in HERE.glob("*.toml")}
FIELDS = [(one.name, field, kind) for one in SHEETS for field, kind in one.kinds.items()]
TRIED = [(name, field, kind, case["id"]) for name, field, kind in FIELDS for case in CASES[kind]]
WIDE = {ord("0") + n: ord("\uff10") + n for n in range(10)}


def text_of(case: dict, one: Sheet, field: str) -> str:
    """The text to post, with the field's own good value put in."""
    text = case["text"] * case.get("times", 1)
    if case.get("plain") or "{" not in text:
        return text
    good = one.fields[field]
    parts = {"good": good, "lower": good.lower(), "head": good[:-1], "wrong": good[:-1] + _another(good[-1])}
    day = one.days.get(field)
    if day:
        parts |= {"y": day.year, "m": day.month, "d": day.day, "mm": f"{day.month:02}", "dd": f"{day.day:02}"}
        good = day.isoformat()
    return text.format(wide=good.translate(WIDE), **parts)


def _another(character: str) -> str:
    return "1" if character != "1" else "2"


def wanted_of(case: dict, one: Sheet, field: str) -> str:
    """accepted, refused or either, for this field."""
    if case.get("checked") and field not in one.checked:
        return "either"
    if case["wanted"] == "empty":
        return "accepted" if field in one.optional else "refused"
    return case["wanted"]


def post(world, one: Sheet, changed: dict, language: str):
    client = world.clients[one.role]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.post(world.address(one.url, one.case), one.posted(world, changed))


@pytest.mark.parametrize(("name", "field", "kind", "case_id"), TRIED)
def test_bad_input(world, name, field, kind, case_id):
    one = sheet(name)
    case = next(case for case in CASES[kind] if case["id"] == case_id)
    text, wanted = text_of(case, one, field), wanted_of(case, one, field)
    answer = post(world, one, {field: text}, "en")
    must_be_sound(answer, text)
    refused = answer.status_code == 422
    if wanted == "either":
        assert refused or not case.get("kept_out") or not stored_anywhere(case["kept_out"])
        return
    assert refused is (wanted == "refused"), (answer.status_code, linked_errors(answer.content.decode()))
    if not refused:
        assert "kept_out" not in case or not stored_anywhere(case["kept_out"])
        return
    must_be_about_the_field(answer, one, field, "en")
    for language in LANGUAGES[:2]:
        must_be_about_the_field(post(world, one, {field: text}, language), one, field, language)
    assert everything_stored() == world.stored


def must_be_sound(answer, text: str) -> None:
    """Answered, without a trace of the program and without the typed markup working."""
    page = answer.content.decode()
    assert answer.status_code < 500, answer.status_code
    assert "Traceback" not in page and "<script>alert" not in page
    assert "{{7*7}}" not in text or ">49<" not in page


def must_be_about_the_field(answer, one: Sheet, field: str, language: str) -> None:
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"]) == (422, language)
    shown = FormReader(page)
    # Where another field shows it (a birth date inside the number), the summary leads there.
    assert field in linked_errors(page), linked_errors(page)
    assert field in shown.marked, shown.marked
    for other, value in one.fields.items():
        if other not in {field, "action"} | one.forgotten and value:
            assert value in shown.values.get(other, []), (other, shown.values.get(other))


def stored_anywhere(text: str) -> bool:
    """Whether a readable column of what the forms write holds the text."""
    from enrolment.models import CodeActivation, Employer, EmployerContact, EnrolmentApplication, Hire, Mailing, Person

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
