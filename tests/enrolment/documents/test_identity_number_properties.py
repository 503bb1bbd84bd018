"""Properties of identity numbers: what the standard makes is read back, a slip never passes, no text breaks the check."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.cn import uscc as stdnum_uscc

from enrolment.documents.rules.identity_numbers import KINDS, REASONS, check, fold, uscc
from tests.enrolment.documents.test_identity_numbers import ON, PREFIXES, citizen, code

DIGITS = "0123456789"
BIRTH_DATES = st.dates(date(1900, 1, 1), ON)
SEQUENCES = st.integers(0, 999)


@given(st.sampled_from(sorted(PREFIXES)), BIRTH_DATES, SEQUENCES)
def test_numbers_made_by_the_standard_are_read_back(kind, birth_on, sequence):
    number = citizen(PREFIXES[kind], birth_on.strftime("%Y%m%d").zfill(8), f"{sequence:03}")
    result = check(kind, number, on=ON, birth_on=birth_on)
    assert result.valid
    assert (result.birth_on, result.sex) == (birth_on, "male" if sequence % 2 else "female")
    assert number[-1] == ric.calc_check_digit(number)


@given(st.sampled_from(sorted(PREFIXES)), BIRTH_DATES, SEQUENCES, st.integers(0, 17), st.sampled_from(DIGITS))
def test_one_wrong_digit_never_passes(kind, birth_on, sequence, place, digit):
    number = citizen(PREFIXES[kind], birth_on.strftime("%Y%m%d").zfill(8), f"{sequence:03}")
    assume(number[place] != digit)
    assert not check(kind, number[:place] + digit + number[place + 1 :], on=ON).valid


@given(BIRTH_DATES, SEQUENCES, st.integers(0, 16))
def test_two_swapped_neighbours_never_pass(birth_on, sequence, place):
    number = citizen("350203", birth_on.strftime("%Y%m%d").zfill(8), f"{sequence:03}")
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not check("mainland_id", swapped, on=ON).valid


@given(st.dates(date(2004, 1, 1), ON), SEQUENCES)
def test_mainland_numbers_agree_with_the_library(birth_on, sequence):
    number = citizen("350102", birth_on.strftime("%Y%m%d").zfill(8), f"{sequence:03}")
    assert ric.is_valid(number)
    assert ric.get_birth_date(number) == check("mainland_id", number, on=ON).birth_on


ORGANISATIONS = st.text(uscc.ALPHABET, min_size=8, max_size=8)


@given(ORGANISATIONS, st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_codes_agree_with_the_library_and_a_wrong_character_is_found(organisation, place, char):
    number = code("91350203", organisation)
    assert stdnum_uscc.is_valid(number)
    assert check("uscc", number, on=ON).valid
    assume(number[place] != char)
    assert not check("uscc", number[:place] + char + number[place + 1 :], on=ON).valid


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(KINDS), st.text(max_size=300) | st.text("0123456789HMXOIL()/- ", max_size=40))
def test_no_text_breaks_the_check(kind, text):
    result = check(kind, text, on=ON)
    assert result.valid is (result.reasons == ())
    assert set(result.codes) <= set(REASONS)
    if result.valid:
        assert result.normalised.isascii()
        assert check(kind, result.normalised, on=ON).normalised == result.normalised
