"""The shapes of national codes: each length, each misread, and what a spreadsheet does to them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.catalogue.rules.codes import (
    DIAGNOSIS_FORM,
    ITEM_FORM,
    PROBLEMS,
    fold,
    generic_of,
    kind_of,
    read_code,
    read_diagnosis,
)
from institutions.catalogue.words import PROBLEMS as WORDS

WESTERN, PATENT, TREATMENT = "XA01ABD075A002010100483", "ZA01BAJ0100010100483", "001101000010000"
CONSUMABLE = "C0101010010000100001"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (WESTERN, "western"),
        (PATENT, "patent"),
        (TREATMENT, "treatment"),
        (CONSUMABLE, "consumable"),
        (CONSUMABLE + "0000123", "consumable"),
        (f" {WESTERN.lower()} ", "western"),
        ("Ｘ" + WESTERN[1:], "western"),
        ("'" + TREATMENT, "treatment"),
        (f'="{TREATMENT}"', "treatment"),
        ("0011-0100-0010-000", "treatment"),
        (CONSUMABLE[:10] + "\u200b" + CONSUMABLE[10:], "consumable"),
    ],
)
def test_a_code_is_read_whatever_parts_its_characters(typed, kind):
    read = read_code(typed)
    assert (read.kind, read.problem) == (kind, "") and kind_of(read.text) == kind


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "empty"),
        (" \u3000", "empty"),
        (WESTERN[:-1], "western_length"),
        (WESTERN + "0", "western_length"),
        (PATENT + "000", "patent_length"),
        (CONSUMABLE + "000", "consumable_length"),
        ("1101000010000", "zeros_lost"),
        ("00110100001000", "treatment_length"),
        ("101101000010000", "not_zero_zero"),
        ("1.10100001E+12", "digits_lost"),
        ("OO11O1OOOO1OOOO", "letter_for_digit"),
        ("×A01ABD075A002010100483", "unknown_start"),
        ("T000100001", "unknown_start"),
        ("XA01ABD075A0020101004é3", "not_characters"),
        ("00110100001000٠", "unknown_start"),
        ("甲类", "unknown_start"),
        ("=CMD()", "unknown_start"),
    ],
)
def test_what_is_no_code_is_refused_by_name(typed, problem):
    read = read_code(typed)
    assert (read.problem, read.kind) == (problem, "")


def test_every_problem_has_a_cure():
    assert set(PROBLEMS) <= set(WORDS)


@given(st.text(max_size=40))
def test_reading_never_raises_and_what_is_read_stays(text):
    read = read_code(text)
    assert bool(read.kind) is not bool(read.problem)
    if read.kind:
        assert read_code(read.text) == read and re.fullmatch(ITEM_FORM, read.text) and fold(read.text) == read.text


@given(st.from_regex(ITEM_FORM, fullmatch=True))
def test_every_code_of_the_form_is_taken_as_it_stands(code):
    assert read_code(code).text == code and read_code(code).kind


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("I10.x00x002", "I10.x00x002"),
        ("i10.X00X002", "I10.x00x002"),
        ("A00.100", "A00.100"),
        ("Ｍ54.5", "M54.5"),
        ("G63.2*", "G63.2*"),
        ("E11", "E11"),
        ("", None),
        ("10", None),
        ("A0", None),
        ("A00.1234", None),
        ("阑尾炎", None),
        ("BNW020", None),
    ],
)
def test_a_diagnosis_code_is_read_or_it_is_none(typed, read):
    assert read_diagnosis(typed) == read


@given(st.from_regex(DIAGNOSIS_FORM, fullmatch=True))
def test_a_diagnosis_of_the_form_is_taken_as_it_stands(code):
    assert read_diagnosis(code) == code


def test_a_specification_is_one_of_its_consumable():
    assert generic_of(CONSUMABLE + "0000123") == CONSUMABLE and generic_of(CONSUMABLE) == CONSUMABLE
    assert generic_of(WESTERN) == WESTERN
