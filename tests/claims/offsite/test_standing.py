"""Which filing counts for care, and by what name a policy knows it; from when to when one counts: tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rulebook.rules.parameters import ValueMissing
from claims.offsite.queries.filings import ends_by_rule
from claims.offsite.rules.coded import CLASSES, HERE, filing_reasons, provinces
from claims.offsite.rules.proof import counts_from
from claims.offsite.rules.standing import Filing, Standing, filing_for, policy_state

FIRST, LAST = date(2026, 5, 11), date(2026, 5, 20)
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))


def filing(starts_on=date(2026, 1, 1), ends_on=None, province="31", known_as="") -> Filing:
    return Filing(
        reference="x", reason="07", known_as=known_as, province=province, starts_on=starts_on, ends_on=ends_on
    )


@pytest.mark.parametrize(
    ("one", "stay", "counts"),
    [
        (filing(), False, True),
        (filing(FIRST), False, True),
        (filing(ends_on=FIRST), False, True),
        (filing(ends_on=date(2026, 5, 10)), True, False),
        (filing(province="44"), True, False),
        # Made during the stay, on the day of discharge at the latest; a visit is filed before it.
        (filing(date(2026, 5, 12)), True, True),
        (filing(LAST), True, True),
        (filing(date(2026, 5, 21)), True, False),
        (filing(date(2026, 5, 12)), False, False),
    ],
)
def test_a_filing_counts_for_its_province_and_days(one, stay, counts):
    assert (filing_for([one], "31", FIRST, LAST, stay=stay) == one) is counts


@given(st.lists(st.tuples(DAYS, DAYS.filter(bool) | st.none()), max_size=4), st.booleans())
def test_what_counts_touches_the_care(spans, stay):
    filings = [filing(start, end) for start, end in spans if end is None or start <= end]
    found = filing_for(filings, "31", FIRST, LAST, stay=stay)
    touching = [one for one in filings if one.starts_on <= FIRST and (one.ends_on is None or one.ends_on >= FIRST)]
    assert found is not None if touching else found is None or (stay and FIRST < found.starts_on <= LAST)


@pytest.mark.parametrize(
    ("standing", "known", "state"),
    [
        (Standing(state="local"), (), "local"),
        (Standing(state="unfiled"), (), "unfiled"),
        (Standing(state="filed", filing=filing()), ("referred",), "filed"),
        (Standing(state="filed", filing=filing(known_as="referred")), ("referred",), "referred"),
        (Standing(state="filed", filing=filing(known_as="referred")), (), "filed"),
        (Standing(state="emergency"), ("emergency",), "emergency"),
        (Standing(state="emergency"), (), "filed"),
    ],
)
def test_a_policy_knows_a_state_closely_or_as_filed(standing, known, state):
    assert policy_state(standing, known) == state


@pytest.mark.parametrize(
    ("reason", "starts_on", "ends_on"),
    [
        ("07", date(2026, 3, 1), None),
        ("02", date(2026, 3, 1), None),
        ("06", date(2026, 3, 1), date(2026, 8, 31)),
        ("90", date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_a_temporary_filing_ends_by_the_rule_of_its_day(reason, starts_on, ends_on):
    assert ends_by_rule(reason, starts_on, "350203") == ends_on


@pytest.mark.parametrize(
    ("proven", "reading", "late_until", "first"),
    [
        (None, "proof", None, FIRST),
        (date(2026, 5, 10), "proof", None, FIRST),
        (FIRST, "proof", None, FIRST),
        # Given later it counts from then on, by the strict reading.
        (date(2026, 5, 12), "proof", None, date(2026, 5, 12)),
        (date(2026, 5, 12), "asked", None, FIRST),
        # A place that lets it be filed afterwards says until when.
        (date(2026, 5, 21), "proof", date(2026, 5, 21), FIRST),
        (date(2026, 5, 22), "proof", date(2026, 5, 21), date(2026, 5, 22)),
    ],
)
def test_a_filing_counts_from_its_proof(proven, reading, late_until, first):
    assert counts_from(FIRST, proven, reading=reading, late_until=late_until) == first


def test_before_the_notice_no_time_is_known():
    with pytest.raises(ValueMissing):
        ends_by_rule("06", date(2021, 5, 1), "350203")


def test_the_lists_are_whole():
    assert {one.class_ for one in filing_reasons().values()} == set(CLASSES)
    assert len(provinces()) == 31 and HERE in provinces() and not {"71", "81", "82"} & provinces().keys()
