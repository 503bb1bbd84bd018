"""Every code of an inspection has its words."""

from institutions.supervision.rules.penalties import BESIDES, OF
from institutions.supervision.services.papers import OF_STATE
from institutions.supervision.states import InspectionState
from institutions.supervision.words import BESIDES as BESIDES_SAID
from institutions.supervision.words import OF as OF_SAID


def test_everything_has_words():
    assert set(OF_SAID) == set(OF) and set(BESIDES_SAID) == set(BESIDES)
    assert set(OF_STATE) <= set(InspectionState.values)
