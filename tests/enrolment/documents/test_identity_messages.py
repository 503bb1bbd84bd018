import re

import pytest
from django.utils.encoding import force_str

from enrolment.documents.rules.identity_numbers import KINDS, REASONS, Reason
from enrolment.documents.rules.identity_numbers.records import WHYS
from enrolment.documents.words import KIND_NAMES, MESSAGES, message_for

pytestmark = pytest.mark.usefixtures("english")


def test_every_reason_and_kind_has_words():
    assert set(MESSAGES) == {*REASONS, *WHYS}
    assert set(KIND_NAMES) == set(KINDS)


def test_positions_and_kinds_are_filled_in():
    reasons = [Reason(code, position=3, kind="passport") for code in REASONS]
    for reason in (*reasons, *(Reason("wrong_length", why=why) for why in WHYS)):
        text = force_str(message_for(reason))
        assert "%(" not in text
        assert text.endswith(".")


def test_a_position_is_told():
    assert "3" in force_str(message_for(Reason("letter_o_for_zero", position=3)))
    assert "Passport" in force_str(message_for(Reason("other_kind", kind="passport")))


def test_the_words_give_no_rule_away():
    internals = re.compile(r"MOD|GB ?\d|ISO|weight|checksum|modul|prefix|830000", re.IGNORECASE)
    assert not [str(m) for m in MESSAGES.values() if internals.search(str(m))]
