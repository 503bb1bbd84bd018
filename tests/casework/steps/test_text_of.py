"""A length stands once: a form's field for a column takes it, and its label, from the model."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from casework.steps.forms.fields import text_of
from enrolment.models import CodeActivation, Employer, Person

ROOT = Path(__file__).parents[3]
# What no column holds, or a sealed one, which has no length of its own.
WITHOUT_COLUMN = {
    *("password", "fresh_password", "again", "current", "first_code", "second_code", "username"),
    *("shown", "seen", "previewed", "number", "name", "telephone", "address", "email"),
    *("new", "agency_number", "relative_name"),
    # The day a text shown on the page holds from, sent back by the page itself.
    *("version", "notice_version", "face_version"),
    # Prose is kept sealed, or as an event's fact.
    *("note", "reason", "detail", "proof"),
}


@pytest.mark.parametrize(
    ("model", "column", "longest", "required"),
    [(Employer, "name", 200, True), (Employer, "latin_name", 200, False), (Person, "platform_person_no", 40, False)],
)
def test_label_length_and_whether_it_is_needed_come_from_the_model(model, column, longest, required):
    field = text_of(model, column)
    assert (field.max_length, field.required) == (longest, required)
    assert str(field.label).lower() == str(model._meta.get_field(column).verbose_name).lower()


def test_what_the_column_cannot_hold_is_refused_beside_the_field():
    field = text_of(CodeActivation, "confirmation", required=True)
    assert field.clean("a" * 60) == "a" * 60
    for wrong in ("a" * 61, "", " "):
        with pytest.raises(ValidationError):
            field.clean(wrong)


def test_no_form_writes_the_length_of_a_column_anew():
    wrong = []
    for path in (p for app in ("casework", "enrolment", "claims") for p in (ROOT / app).rglob("*forms*")):
        for file in [path] if path.is_file() else path.glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))) if file.suffix == ".py" else ():
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    lengths = [
                        k for k in node.value.keywords if k.arg == "max_length" and isinstance(k.value, ast.Constant)
                    ]
                    name = getattr(node.targets[0], "id", "")
                    if lengths and name not in WITHOUT_COLUMN:
                        wrong.append((str(file.relative_to(ROOT)), name))
    assert not wrong
