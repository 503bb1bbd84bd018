"""The table of activations: by office and channel, small numbers hidden, each activation in one column."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from casework.disclosure.rules.hiding import LEAST, SUM
from casework.engine.refusals import Blocked
from enrolment.activation import services as activations
from enrolment.activation.models.activation_rule import OnlineChannel
from enrolment.models import Person
from enrolment.statistics.queries import codes_by_office
from enrolment.statistics.rules.codes import (
    CHANNEL_OF,
    CHANNELS,
    COLUMNS,
    ELSEWHERE,
    ONLINE_WAYS,
    WAYS,
    code_tables,
    way_of,
)
from enrolment.statistics.words import column_words
from tests.accounts import at
from tests.builders import JIMEI, data, enrolled, identity, op

EVERY_WAY = tuple(dict.fromkeys((*COLUMNS[WAYS], *ONLINE_WAYS)))
STATES = ("requested", "identity_checked", "failed", "activated", "found_active", "closed", "deactivated")

TOLD = ("activated", "family", "agent", "batch", "elsewhere")


@pytest.mark.parametrize(
    ("state", "told", "way"),
    [
        ("activated", {"activated": True}, "herself"),
        ("activated", {"activated": True, "agent": True}, "agent"),
        ("activated", {"activated": True, "agent": True, "family": True}, "family"),
        ("deactivated", {"activated": True}, "herself"),
        ("deactivated", {}, "before"),
        ("found_active", {"agent": True}, "before"),
        ("closed", {"agent": True}, "not_active"),
        ("closed", {"agent": True, "elsewhere": True}, "elsewhere"),
        ("closed", {"elsewhere": True, "channel": "alipay"}, "elsewhere_alipay"),
        ("closed", {"elsewhere": True, "channel": "untold"}, "elsewhere"),
        ("closed", {"channel": "alipay"}, "not_active"),
        ("activated", {"activated": True, "batch": True}, "batch"),
        ("activated", {"activated": True, "batch": True, "agent": True}, "batch"),
        ("activated", {"activated": True, "batch": True, "agent": True, "family": True}, "family"),
        ("deactivated", {"activated": True, "batch": True}, "batch"),
        ("failed", {"batch": True}, "under_way"),
        ("failed", {}, "under_way"),
        ("identity_checked", {"family": True, "agent": True}, "under_way"),
    ],
)
def test_the_way_a_code_became_active(state, told, way):
    assert way_of(state, **dict.fromkeys(TOLD, False) | told) == way


@given(st.sampled_from(STATES), st.fixed_dictionaries(dict.fromkeys(TOLD, st.booleans())))
def test_every_activation_stands_in_one_column_that_has_words(state, told):
    for channel in ("", *OnlineChannel.values):
        assert way_of(state, **told, channel=channel) in EVERY_WAY
    for name, columns in COLUMNS.items():
        assert len({column_words(name, way) for way in columns}) == len(columns)


def test_the_channels_of_the_file_are_those_of_the_form():
    assert {*CHANNEL_OF.values(), OnlineChannel.UNTOLD} == set(OnlineChannel.values)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["1", "2", "3"]), st.sampled_from(EVERY_WAY)),
        st.integers(0, 30),
        min_size=1,
        max_size=12,
    )
)
def test_no_small_number_is_shown_or_left_alone_in_its_line(numbers):
    found = code_tables(numbers)
    for table in found.values():
        for total, parts in table.lines():
            hidden = [cell for cell in parts if cell in table.hidden]
            assert all(not 0 < table.numbers[cell] < LEAST for cell in (total, *parts) if cell not in table.hidden)
            if hidden and total not in table.hidden:
                assert len(hidden) > 1 or table.numbers[hidden[0]] == 0 or len(parts) == 1
    ways, channels = found[WAYS], found[CHANNELS]
    assert ways.numbers[SUM, SUM] == sum(numbers.values())
    assert channels.numbers[SUM, SUM] == ways.numbers[SUM, ELSEWHERE]
    # What the one hides the other does not give away.
    for row in (*ways.rows, SUM):
        assert ways.shown(row, ELSEWHERE) == channels.shown(row, SUM)


@pytest.mark.django_db
def test_the_counts_are_of_the_officers_area_and_year(staff):
    clerk, reviewer, supervisor = staff("counter_clerk"), staff("reviewer"), staff("supervisor")
    person = Person.objects.get(pk=enrolled(clerk, reviewer, data(identity(4))).subject)
    case = activations.open_activation(person, by=clerk, on=clerk.on)
    assert codes_by_office(supervisor, 2026) == {(str(case.office_id), "under_way"): 1}
    closed = {"note": "", "by": clerk, "on": clerk.on, "seen": case.version, "op": op()}
    with pytest.raises(Blocked):
        activations.close_activation(case.pk, "does_it_online", **closed)
    activations.close_activation(case.pk, "does_it_online", **closed | {"channel": "wechat"})
    assert codes_by_office(supervisor, 2026) == {(str(case.office_id), "elsewhere_wechat"): 1}
    assert codes_by_office(supervisor, 2025) == {} == codes_by_office(staff("supervisor", JIMEI), 2026)
    assert codes_by_office(staff("auditor"), 2026) in ({}, codes_by_office(supervisor, 2026))
    page = at(supervisor).get(reverse("see_code_statistics")).content.decode()
    assert (
        "陳" not in page
        and reverse("see_code_statistics") in at(supervisor).get(reverse("see_statistics")).content.decode()
    )
