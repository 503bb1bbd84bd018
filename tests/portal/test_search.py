"""The one search box: what is found, within whose files, what is said when nothing is, and what may be done next."""

import re
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from casework.models import Event, Look, User
from enrolment.employers.services.employers import edit_employer, find_or_register_employer
from enrolment.hires.models import HireNameKey
from enrolment.identities.rules.typed import is_like_number, slips_in, tails_in
from enrolment.models import IdentityDocument, Person
from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.queries.identity import values_of
from enrolment.persons.queries.search import LIMIT, people_by_name, people_by_tail
from enrolment.persons.services.documents import renew_or_add_document
from enrolment.persons.services.facts import write_facts
from enrolment.persons.services.people import register_person
from tests.accounts import at
from tests.builders import JIMEI, PROVINCE, data, employer, hired, identity, residence_permit, submitted, uscc
from tests.profiles import posting_pages

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
one_world = posting_pages(in_full=300)


def ask(officer, text: str):
    return at(officer).post(reverse("search"), {"q": text})


def page(officer, text: str) -> str:
    User.objects.filter(pk=officer.user.pk).update(language="en")
    answer = ask(officer, text)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def main(text: str) -> str:
    """What is to be read on the page, without the header, where the box is, and without what its buttons send on."""
    return re.sub(r'<input type="hidden"[^>]*>', "", text[text.index("<main") :])


def register(officer, sequence: int, **changes):
    """A person of the officer's office, through the service."""
    return register_person(identity(sequence, **changes), home=officer.office, by=officer, on=officer.on).person


def found(officer, text: str) -> set:
    return {person.pk for person in people_by_name(text, officer)}


@pytest.mark.parametrize(
    ("name", "latin", "texts"),
    [
        ("曾志偉", "", "zeng|zengzhiwei|zzw|志伟|tseng chih-wei|TSENG CHIHWEI"),
        ("單立文", "", "shan|shanliwen"),
        ("黃乾", "", "huangqian|qian"),
        ("歐陽娜娜", "", "娜娜"),
        ("古丽米热·艾比布力", "", "艾比布力|艾比"),
        ("葛\U000e0100明", "", "葛明"),
        ("김철수", "", "김철수|철수"),
        ("Иванов Сергей", "", "Иванов|сергей|ергей"),
        ("สมชาย ใจดี", "", "ใจดี"),
        ("\U00030edd明", "", "\U00030edd明|\U00030edd"),
        ("陳小明", "CHEN, Hsiao-Ming", "ming|hsiao|iaom|Ming Chen|陈"),
    ],
)
def test_people_are_found(staff, name, latin, texts):
    clerk = staff("counter_clerk")
    person = register(clerk, 4, name=name, latin_name=latin)
    register(clerk, 6, name="王五", latin_name="")
    for text in texts.split("|"):
        assert found(clerk, text) == {person.pk}, text


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
LATIN = st.text(st.characters(min_codepoint=0x41, max_codepoint=0x24F, categories=["Lu", "Ll"]), min_size=3, max_size=8)


@one_world
@given(st.text(HAN, min_size=2, max_size=4), st.lists(LATIN, min_size=1, max_size=3))
def test_whoever_is_registered_is_found_by_any_part(staff, name, words):
    """Through the service and the database: both together must agree with what is typed later."""
    clerk = staff("counter_clerk")
    who = identity(4, name=name, latin_name=" ".join(words))
    document = IdentityDocument.objects.filter(superseded_at=None).first()
    if document is None:
        document = register_person(who, home=clerk.office, by=clerk, on=clerk.on)
    else:
        said = values_of(document.person) | {"name": who.name, "latin_name": who.latin_name}
        write_facts(document.person, said, by=clerk, case=None, document=document)
    person = document.person
    for text in (name, name[1:], " ".join(name), *words, " ".join(reversed(words)), words[0][:3]):
        assert person.pk in found(clerk, text), text


def test_the_name_on_a_second_document_finds_her(staff):
    clerk = staff("counter_clerk")
    person = register(clerk, 4)
    second = identity(8, "taiwan_travel_permit", name="李美玲", latin_name="", birth_on=person.birth_on)
    renew_or_add_document(person, second, by=clerk, name_proof="戶籍謄本")
    assert found(clerk, "李美玲") == found(clerk, "meiling") == {person.pk}
    text = main(page(clerk, "李美玲"))
    assert "李○○" in text and "李美玲" not in text


def test_only_own_files_are_found(staff):
    register(staff("counter_clerk", JIMEI), 4, name="曾志偉")
    assert not found(staff("counter_clerk"), "zeng") and not found(staff.center(), "zeng")
    assert found(staff("supervisor", PROVINCE), "zeng")
    text = main(page(staff("counter_clerk"), "zeng"))
    assert "曾" not in text and "Not searched: files of other offices" in text


def test_the_nearest_name_is_first_and_more_is_said(staff, english):
    clerk = staff("counter_clerk")
    for sequence in range(4, 4 + 2 * (LIMIT + 2), 2):
        register(clerk, sequence, name="陳明華", latin_name="")
    exact = register(clerk, 100, name="陳明", latin_name="")
    people = people_by_name("陈明", clerk)
    assert people[0].pk == exact.pk and len(people) == LIMIT + 1
    text = main(page(clerk, "陈明"))
    assert text.count("row-link") == LIMIT and "There are more than are shown here" in text


def test_look_alikes_are_told_apart(staff):
    clerk = staff("counter_clerk")
    submitted(clerk, data(identity(4, name="陳小明")))
    register(clerk, 5, name="陳小明", birth_on=date(1984, 3, 2), number=residence_permit(date(1984, 3, 2), 5))
    text = main(page(clerk, "陳小明"))
    rows = re.findall(r'<tr class="work-row">.*?</tr>', text, re.DOTALL)
    assert len(rows) == 2
    for year, permit in ((1990, residence_permit(sequence=4)), (1984, residence_permit(date(1984, 3, 2), 5))):
        row = next(row for row in rows if f">{year}<" in row)
        assert f"····{permit[-4:]}" in row and "2026-06-10" in row and permit not in row
    assert sum("-EN-2026-" in row for row in rows) == 1
    assert Look.objects.filter(page="search").latest("id").shown


@pytest.mark.parametrize(
    "form",
    [
        "{tail} {year}",
        "{year} {tail}",
        "····{tail} {year}",
        "{tail}/{year}",
        "{tail}{year}",
        "{year}年，{tail}",
        "{tail} {year}-03-02",
    ],
)
def test_the_shown_end_and_the_year_find_her(staff, form):
    clerk = staff("counter_clerk")
    number = residence_permit(date(1984, 3, 2), 5)
    person = register(clerk, 5, birth_on=date(1984, 3, 2), number=number)
    register(clerk, 4)
    asked = form.format(tail=number[-4:].lower(), year=1984)
    text = main(page(clerk, asked))
    assert person.reference in text and text.count("row-link") == 1
    assert asked not in text
    assert person.reference not in main(page(clerk, form.format(tail=number[-4:], year=1985)))
    assert people_by_tail([(number[-4:], 1984)], staff("counter_clerk", JIMEI)) == []


def test_the_end_of_a_number_stands_nowhere(staff):
    person = register(staff("counter_clerk"), 5)
    keys = set(PersonNameKey.objects.filter(person=person).values_list("key", flat=True))
    tail = residence_permit(sequence=5)[-4:].lower()
    assert not [key for key in keys if tail in key and not key.startswith("#")]
    assert len([key for key in keys if key.startswith("#")]) == 1


def test_searches_by_the_end_are_braked(staff, settings):
    settings.MISSES_PER_HOUR = 3
    clerk = staff("counter_clerk")
    for year in range(1980, 1983):
        assert ask(clerk, f"····1103 {year}").status_code == 200
    assert ask(clerk, "····1103 1990").status_code == 422
    assert ask(clerk, "陳小明").status_code == 200
    assert Event.objects.filter(verb="search", facts__kind="tail").count() == 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("83000019900228001X", "The last character does not fit"),
        ("830000199013010012", "The birth date inside the number does not exist"),
        ("83OOOO199001010012", "is the letter O"),
        ("8300001990010100", "too few or too many characters"),
        ("0512345601(B)", "no right number|No person with this document number"),
        ("3501021990010100171", "too few or too many characters"),
        ("H1234567890123", "too few or too many characters"),
        ("91350200MA2XXXXX1Y", "does not fit|do not fit|is not|should be"),
    ],
)
def test_a_number_with_a_slip_is_explained(staff, english, typed, said):
    clerk = staff("counter_clerk")
    register(clerk, 4, name="Xu Xian", latin_name="XU XIAN")
    register(clerk, 6, name="Bo Bai", latin_name="BO BAI")
    text = main(page(clerk, typed))
    assert re.search(said, text), text
    assert "row-link" not in text


@one_world
@given(st.from_regex(r"[A-Z]{0,3}[0-9]{4,18}[A-Z]?(\([A-Z0-9]{1,2}\))?", fullmatch=True))
def test_what_looks_like_a_number_lists_nobody(staff, typed):
    clerk = staff("counter_clerk")
    if not Person.objects.exists():
        for letter in "ABCHMXYZ":
            register(clerk, 100 + 2 * ord(letter), name=f"{letter}{letter}a", latin_name=f"{letter} {letter}o")
    assert people_by_name(typed, clerk) == []


def test_somebody_known_by_a_hire_is_found(staff):
    clerk = staff("counter_clerk")
    case = hired(clerk, name="林美惠", latin_name="LIN MEI-HUI")
    for text in ("林美惠", "美惠", "linmeihui", "lmh", "hui", f"{residence_permit(sequence=2)[-4:]} 1990"):
        found_page = main(page(clerk, text))
        assert case.reference in found_page and reverse("see_hire", args=[case.pk]) in found_page, text
        assert "林美惠" not in found_page
    assert case.reference not in page(staff("counter_clerk", JIMEI), "林美惠")
    assert "林○○" in page(staff("supervisor", PROVINCE), "林美惠")


def test_who_has_a_file_is_no_hire_without_one(staff):
    clerk = staff("counter_clerk")
    unit = employer(clerk)
    case = hired(clerk, unit, name="林美惠")
    assert HireNameKey.objects.filter(hire=case.pk).exists()
    who = identity(2, name="林美惠")
    submitted(
        clerk,
        data(who, path="employed", employer_uscc=unit.uscc, employer_name=unit.name, work_began_on=date(2026, 6, 1)),
    )
    assert not HireNameKey.objects.filter(hire=case.pk).exists()
    assert case.reference not in main(page(clerk, "林美惠")) or "P-" in main(page(clerk, "林美惠"))


def test_a_center_finds_the_hires_it_reported(staff):
    center = staff.center()
    unit = employer(staff("counter_clerk"))
    case = hired(center, unit, name="林美惠", latin_name="LIN MEI-HUI")
    for text in ("美惠", "meih", "Hui"):
        assert case.reference in main(page(center, text)), text
    hired(staff("counter_clerk"), unit, number=residence_permit(sequence=6), name="林美玲")
    assert main(page(center, "林美")).count(reverse("see_hire", args=[case.pk])) == 1


@pytest.mark.parametrize(
    "text", ["明山", "明山电子", "厦门明山", "MINGSHAN", "mingshan", "shan Elec", "dianzi", "Electronics"]
)
def test_an_employer_is_found_by_any_part(staff, text):
    clerk = staff("counter_clerk")
    unit = employer(clerk)
    edit_employer(unit, latin_name="Xiamen Mingshan Electronics", founded_on=None, by=clerk, on=clerk.on)
    assert reverse("see_employer", args=[unit.pk]) in main(page(clerk, text))
    assert reverse("see_employer", args=[unit.pk]) not in page(staff("counter_clerk", JIMEI), text)


def test_an_employer_with_figures_in_its_name(staff):
    clerk = staff("counter_clerk")
    unit = find_or_register_employer(uscc(3), "厦门7-11 Foods", office=clerk.office, by=clerk, on=clerk.on)
    assert reverse("see_employer", args=[unit.pk]) in main(page(clerk, "7-11 Foods"))


def test_two_people_with_the_same_digits_are_both_shown(staff):
    clerk = staff("counter_clerk")
    one = register(clerk, 4, kind="taiwan_travel_permit", number="12345678")
    two = register(clerk, 6, kind="passport", number="12345678")
    text = main(page(clerk, "12345678"))
    assert one.reference in text and two.reference in text


def test_a_replaced_number_still_leads_to_her(staff):
    clerk = staff("counter_clerk")
    person = register(clerk, 4, kind="passport", number="E1234567")
    renewed = identity(4, "passport", number="E7654321", expires_on=date(2031, 1, 1))
    renew_or_add_document(person, renewed, by=clerk, replaces=True)
    assert ask(clerk, "E1234567")["Location"] == reverse("see_person", args=[person.pk])


def test_what_can_be_done_next_is_offered_by_rights(staff, english):
    number = residence_permit(sequence=8)
    clerk = main(page(staff("counter_clerk"), number))
    for address in ("look_up_identity", "open_application", "see_employers", "register_employer"):
        assert reverse(address) in clerk
    auditor = main(page(staff("auditor"), number))
    assert reverse("open_application") not in auditor and reverse("look_up_identity") not in auditor
    assert number not in clerk


def test_a_new_application_starts_with_what_was_typed(staff):
    clerk = at(staff("counter_clerk"))
    number = residence_permit(sequence=8)
    answer = clerk.post(reverse("open_application"), {"number": number})
    assert number not in answer["Location"]
    assert number in clerk.get(answer["Location"]).content.decode()
    text = clerk.post(reverse("look_up_identity"), {"start": "1", "number": number}).content.decode()
    assert number in text and not Event.objects.filter(verb="look_up_identity").exists()


def test_offices_of_the_province_are_searched_in_few_questions(staff, django_assert_max_num_queries):
    register(staff("counter_clerk"), 4)
    officer = staff("supervisor", PROVINCE)
    assert len(officer.area) > 80
    with django_assert_max_num_queries(5):
        assert people_by_name("chen", officer)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("1103 1984", [("1103", 1984)]),
        ("1984 1990", [("1984", 1990), ("1990", 1984)]),
        ("····110X，1984年生", [("110X", 1984)]),
        ("1103 1884", [("1103", 1884)]),
        ("1103 2084", []),
        ("1103", []),
        ("陳 1984", []),
        ("1103 1984 7", []),
        ("ABCD 1984", []),
    ],
)
def test_the_end_and_the_year_are_read(text, pairs):
    assert tails_in(text, TODAY) == pairs


@given(st.text(max_size=60))
def test_reading_never_fails(text):
    assert isinstance(is_like_number(text), bool)
    assert all(slip.reasons for slip in slips_in(text, TODAY))
    assert all(len(tail) == 4 for tail, _year in tails_in(text, TODAY))
