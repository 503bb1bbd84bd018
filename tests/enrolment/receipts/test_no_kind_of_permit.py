"""Which kind of permit somebody holds is said on no paper, in no message and by no answer to the public: "an identity paper" is."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from enrolment.documents.words import KIND_NAMES
from enrolment.models import DocumentKind
from enrolment.receipts.services.course import FIELD_WORDS

pytestmark = pytest.mark.django_db
# What is printed, sent or offered as a paper: every row of these, in every language.
WRITTEN = ("casework.ChecklistItem", "casework.NoticeText", "casework.PaperText")
LANGUAGES = ("zh-hans", "zh-hant", "en")
SHORT = {
    "台胞证",
    "台胞證",
    "臺胞證",
    "居住证",
    "居住證",
    "通行证",
    "通行證",
    "回乡证",
    "回鄉證",
    "护照",
    "護照",
    "永居",
    "passport",
    "permit",
}


def kinds() -> set[str]:
    names = {
        getattr(kind, f"name_{code}") for kind in DocumentKind.objects.all() for code in ("zh_hans", "zh_hant", "en")
    }
    for language in LANGUAGES:
        with translation.override(language):
            names |= {str(name) for code, name in KIND_NAMES.items() if code != "uscc"}
    return {name.casefold() for name in names | SHORT}


def texts_of(label: str):
    model = apps.get_model(label)
    # What a source is called is for the colleague who checks the rule, and by what kind of document a paper is asked for is a code
    # of the list: both stand on no paper.
    fields = [
        field.name
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in ("source", "holding")
    ]
    for row in model.objects.values(*fields):
        yield from (str(value) for value in row.values() if value)


@pytest.mark.parametrize("label", WRITTEN)
def test_nothing_that_is_written_names_a_kind(label):
    texts, names = list(texts_of(label)), kinds()
    assert texts
    assert [text for text in texts if any(name in text.casefold() for name in names)] == []


def test_what_may_have_to_be_corrected_names_no_kind():
    names = kinds()
    for language in LANGUAGES:
        with translation.override(language):
            said = [str(words) for words in FIELD_WORDS.values()]
        assert [words for words in said if any(name in words.casefold() for name in names)] == []
