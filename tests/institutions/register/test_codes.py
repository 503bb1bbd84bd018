import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.register.rules.codes import PROBLEMS, read_code
from institutions.register.rules.kinds import kinds, services


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("H35020500001", ""),
        ("P35020500001", ""),
        (" h350205-00001 ", ""),
        ("Ｈ３５０２０５０００１２", ""),
        ("", "empty"),
        ("   ", "empty"),
        ("H3502050001", "wrong_length"),
        ("H350205000011", "wrong_length"),
        ("D35020500001", "wrong_letter"),
        ("35020500001H", "wrong_letter"),
        ("H3502O500001", "not_digits"),
        ("H٣٥٠٢٠٥٠٠٠٠١", "not_digits"),
        ("H00020500001", "wrong_division"),
        ("H99020500001", "wrong_division"),
        ("H35020500000", "no_sequence"),
    ],
)
def test_a_code_is_read_or_refused_by_name(typed, problem):
    assert read_code(typed).problem == problem


def test_a_code_is_taken_apart():
    code = read_code("h35020500017")
    assert (code.text, code.letter, code.division, code.sequence) == ("H35020500017", "H", "350205", "00017")


@given(st.text(max_size=20))
def test_nothing_typed_breaks_the_reader(typed):
    code = read_code(typed)
    assert code.problem in ("", *PROBLEMS)
    assert code.problem or read_code(code.text) == code


def test_each_kind_and_service_goes_with_a_letter():
    assert {kind.letters for kind in kinds().values()} == {"H", "P"}
    assert set("".join(one.letters for one in services().values())) == {"H", "P"}
