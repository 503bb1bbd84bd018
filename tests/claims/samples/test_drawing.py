"""Which claims are drawn: by strata, shares and a seed, the same for everybody who draws again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.samples.rules.drawing import EVERY, STRATA, draw, how_many, rates, rates_on, stratum_of

SHARE = {
    "ruled": (Decimal("0.30"), 1),
    "high": (Decimal("0.20"), 1),
    "away": (Decimal("0.10"), 1),
    "rest": (Decimal("0.05"), 1),
}
POPULATION = st.lists(
    st.tuples(st.uuids().map(str), st.sampled_from(STRATA)), max_size=60, unique_by=lambda one: one[0]
)


@pytest.mark.parametrize(
    ("number", "rate", "least", "drawn"),
    [
        (0, "0.05", 1, 0),
        (1, "0.05", 1, 1),
        (20, "0.05", 1, 1),
        (21, "0.05", 1, 2),
        (10, "0.30", 5, 5),
        (3, "0.30", 5, 3),
        (7, "1", 0, 7),
        # A stratum that nobody reads has no least.
        (7, "0", 3, 0),
    ],
)
def test_how_many_are_read(number, rate, least, drawn):
    assert how_many(number, Decimal(rate), least) == drawn


@pytest.mark.parametrize(
    ("facts", "stratum"),
    [
        ((True, True, True), "ruled"),
        ((False, True, True), "high"),
        ((False, False, True), "away"),
        ((False, False, False), "rest"),
    ],
)
def test_a_claim_stands_in_the_first_stratum_that_fits(facts, stratum):
    ruled, high, away = facts
    assert stratum_of(ruled=ruled, high=high, away=away) == stratum


def test_a_known_draw_comes_out_as_anybody_works_it_out():
    """By hand: sha256 of the seed, a line feed and the key; the smallest first."""
    assert draw([(key, "rest") for key in "abcdefgh"], {"rest": (Decimal("0.25"), 1)}, "2026-07-01 彩票 081523") == [
        *sorted(
            "abcdefgh", key=lambda key: __import__("hashlib").sha256(f"2026-07-01 彩票 081523\n{key}".encode()).digest()
        )[:2]
    ]


@given(POPULATION, st.text(min_size=1, max_size=20), st.randoms())
def test_the_order_of_the_list_moves_nothing_and_each_stratum_has_its_share(population, seed, shuffled):
    drawn = draw(population, SHARE, seed)
    again = list(population)
    shuffled.shuffle(again)
    assert set(draw(again, SHARE, seed)) == set(drawn) and len(set(drawn)) == len(drawn)
    for code in STRATA:
        keys = {key for key, stratum in population if stratum == code}
        assert len(keys & set(drawn)) == how_many(len(keys), *SHARE[code])


def test_another_seed_draws_others():
    population = [(str(number), "rest") for number in range(400)]
    assert set(draw(population, SHARE, "1")) != set(draw(population, SHARE, "2"))


def test_every_stratum_has_a_rate_with_its_status():
    from datetime import date

    assert set(rates_on(date(2026, 6, 10))) == set(EVERY)
    assert {one.status for one in rates()} == {"assumed"} and all(one.source for one in rates())
