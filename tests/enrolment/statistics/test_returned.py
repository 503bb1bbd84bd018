"""What is shown of the numbers of returned cases: nothing under five, told or worked out."""

import pytest

from enrolment.statistics.rules.returned import large, part_shown


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (30, 30)])
def test_a_small_number_is_hidden(number, shown):
    assert large(number) == shown


@pytest.mark.parametrize(
    ("whole", "part", "shown"),
    [(20, 0, 0), (20, 4, None), (20, 5, 5), (20, 15, 15), (20, 16, None), (20, 19, None), (20, 20, 20), (3, 0, 0)],
)
def test_a_part_with_a_small_rest_is_hidden(whole, part, shown):
    assert part_shown(whole, part) == shown


def test_nothing_shown_gives_a_small_number_away():
    for whole in range(40):
        for part in range(whole + 1):
            seen, beside = large(whole), part_shown(whole, part)
            if seen is not None and beside:
                assert not 0 < whole - part < 5 and not 0 < part < 5
