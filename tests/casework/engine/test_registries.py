"""A verb, a kind of case and the letters of its references have one owner; the second is refused at start."""

from dataclasses import replace

import pytest

from casework.engine import words
from casework.engine.table import Step, WorkflowTaken, all_workflows, register, workflow_of
from casework.engine.words import Words, WordsTaken, register_words, words_for
from casework.staff.permissions import VerbTaken, matrix, permission_files, read_matrix


def test_no_second_owner_says_what_an_old_history_means():
    said = words_for("refuse").done
    with pytest.raises(WordsTaken):
        register_words({"refuse": Words("Refuse", "Claim refused")})
    assert words_for("refuse").done == said


def test_one_owner_may_say_it_again(monkeypatch):
    monkeypatch.setattr(words, "_words", dict(words._words))
    own = {"refuse_of_nobody": Words("Refuse", "Refused by nobody")}
    register_words(own)
    register_words(own)


@pytest.mark.parametrize(
    "taken",
    [
        {"kind": "enrolment_application", "code": "XX", "steps": ()},
        {"kind": "claim", "code": "EN", "steps": ()},
        {"kind": "claim", "code": "XX", "steps": (Step(verb="refuse", sources=("submitted",), target="refused"),)},
    ],
    ids=["kind", "letters", "verb"],
)
def test_no_second_workflow_takes_a_kind_letters_or_a_verb(taken):
    before = all_workflows()
    with pytest.raises(WorkflowTaken):
        register(replace(workflow_of("enrolment_application"), **taken))
    assert all_workflows() == before


def test_rights_to_a_verb_stand_in_one_file(tmp_path):
    one, other = tmp_path / "a.toml", tmp_path / "b.toml"
    one.write_text('[refuse]\nreviewer = "area"\n')
    other.write_text('[refuse]\ncounter_clerk = "area"\n')
    with pytest.raises(VerbTaken, match="refuse"):
        read_matrix([one, other])


def test_rights_are_read_of_every_room():
    assert len(permission_files()) > 5 and {"see_case", "enrol", "report_hire", "simulate_policy"} <= set(matrix())
