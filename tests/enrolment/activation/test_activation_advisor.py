from dataclasses import replace
from datetime import date

import pytest

from casework.rulebook.rules.rule_files import RuleFileError
from enrolment.activation.rules.activation_advisor import OFFICE_LEVELS, REASONS, advise, load_matrix, load_reasons
from enrolment.activation.rules.activation_file import PATH, activation_table

MATRIX = load_matrix()
ON = date(2026, 11, 21)
RESIDENCE = "taiwan_residence_permit"
TRAVEL = "taiwan_travel_permit"
CHANNELS = ("nhsa_app", "minzhengtong", "wechat", "alipay", "counter")

# The notice's own matrix: which channel takes which document.
NOTICE = {
    TRAVEL: {"nhsa_app": True, "minzhengtong": True, "wechat": True, "alipay": True, "counter": True},
    RESIDENCE: {"nhsa_app": False, "minzhengtong": True, "wechat": False, "alipay": True, "counter": True},
}


def advice(*documents, level="county", enrolled=True, on=ON, matrix=MATRIX, place="350203"):
    return advise(documents, level, enrolled=enrolled, in_force_on=on, matrix=matrix, place=place)


def reasons(*documents, **more):
    return {(a.channel, a.document_kind): a.reason_code for a in advice(*documents, **more)}


@pytest.mark.parametrize("document", [TRAVEL, RESIDENCE])
def test_the_matrix_is_that_of_the_notice(document):
    found = advice(document)
    assert {a.channel: a.possible for a in found} == NOTICE[document]
    assert {(a.status, a.source.split(",")[0]) for a in found} == {
        ("reported", "Fujian Provincial Healthcare Security Bureau")
    }


def test_every_channel_is_told_for_every_document_held_once():
    found = advice(TRAVEL, RESIDENCE, TRAVEL)
    assert [(a.channel, a.document_kind) for a in found] == [(c, d) for c in CHANNELS for d in (TRAVEL, RESIDENCE)]


def test_why_not_elsewhere():
    assert reasons(RESIDENCE) == {
        ("nhsa_app", RESIDENCE): "channel_does_not_take_document",
        ("minzhengtong", RESIDENCE): "possible_online",
        ("wechat", RESIDENCE): "channel_does_not_take_document",
        ("alipay", RESIDENCE): "possible_online",
        ("counter", RESIDENCE): "possible_at_counter",
    }


def test_nothing_is_possible_before_enrolment():
    found = advice(TRAVEL, RESIDENCE, enrolled=False)
    assert not any(a.possible for a in found)
    assert reasons(TRAVEL, enrolled=False)[("counter", TRAVEL)] == "not_enrolled"
    assert reasons(RESIDENCE, enrolled=False)[("wechat", RESIDENCE)] == "channel_does_not_take_document"


@pytest.mark.parametrize(
    ("level", "possible"),
    [("province", True), ("city", True), ("county", True), ("center", False), ("station", False), ("community", False)],
)
@pytest.mark.parametrize("document", [TRAVEL, RESIDENCE])
def test_the_counter_needs_county_level(level, possible, document):
    found = {a.channel: a for a in advice(document, level=level)}
    assert found["counter"].possible is possible
    assert found["counter"].reason_code == ("possible_at_counter" if possible else "office_below_county")
    assert found["alipay"].possible


def test_every_level_is_known_and_another_is_an_error():
    assert {advice(TRAVEL, level=level)[-1].channel for level in OFFICE_LEVELS} == {"counter"}
    with pytest.raises(ValueError, match="village"):
        advice(TRAVEL, level="village")


def test_another_document_is_taken_nowhere():
    assert set(reasons("passport").values()) == {"channel_does_not_take_document"}


def test_without_a_document_each_channel_says_so():
    assert reasons() == {(channel, None): "no_document" for channel in CHANNELS}


@pytest.mark.parametrize(("on", "place"), [(date(2024, 6, 4), "350203"), (ON, "510115")])
def test_before_the_notice_and_outside_the_province_no_rule_is_known(on, place):
    assert set(reasons(TRAVEL, on=on, place=place).values()) == {"no_rule_in_force"}


def test_an_entry_that_has_ended_no_longer_counts():
    ended = tuple(replace(c, until=date(2025, 12, 31)) if c.channel == "wechat" else c for c in MATRIX)
    assert reasons(TRAVEL, matrix=ended)[("wechat", TRAVEL)] == "no_rule_in_force"
    assert reasons(TRAVEL, matrix=ended, on=date(2025, 12, 31))[("wechat", TRAVEL)] == "possible_online"


def test_the_latest_version_and_the_nearest_place_count():
    cell = next(c for c in MATRIX if (c.channel, c.document_kind) == ("wechat", RESIDENCE))
    opened = replace(cell, possible=True, from_=date(2026, 6, 1))
    closed = replace(cell, possible=False, place="3502", from_=date(2026, 1, 1))

    def wechat(*cells, **more):
        return {a.channel: a.possible for a in advice(RESIDENCE, matrix=(*MATRIX, *cells), **more)}["wechat"]

    assert wechat(opened)
    assert not wechat(opened, on=date(2026, 5, 31))
    assert not wechat(opened, closed)
    assert wechat(opened, closed, place="350102")


def test_every_reason_has_words():
    assert set(load_reasons()) == set(REASONS)


def test_the_matrix_can_be_printed():
    table = activation_table(MATRIX)
    assert len(table.rows) == 10
    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('channel  = "wechat"', 'channel  = "fax"', "one of alipay, counter"),
        (
            'document = "taiwan_travel_permit"',
            'document = "library_card"',
            "one of birth_certificate, foreign_permanent_residence",
        ),
        ('"county"]', '"village"]', "one of center, city"),
        ('kind    = "online"', 'kind    = "post"', "one of counter, online"),
        ('status   = "reported"', 'status   = "sure"', "one of assumed"),
        ('channel  = "nhsa_app"', 'channel  = "wechat"', "one cell per channel"),
    ],
)
def test_a_malformed_file_is_refused_by_name(tmp_path, old, new, says):
    path = tmp_path / "activation_matrix.toml"
    path.write_text(PATH.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(RuleFileError, match=says) as error:
        load_matrix(path)
    assert str(path) in str(error.value)
