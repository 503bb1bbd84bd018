"""Migrating lightly says the same of every model as Django does, and asks the database the same."""

import pytest
from django.core.management import get_commands
from django.db import connection, models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel, RemoveConstraint
from django.db.migrations.state import ProjectState
from pgtrigger import Protect, Update
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from portal.database.migrating import CHANGED, OF_OPTIONS, lightly

ABOVE_ZERO = models.CheckConstraint(condition=models.Q(number__gt=0), name="above_zero")
CREATED = [
    CreateModel("Place", [("id", models.BigAutoField(primary_key=True)), ("number", models.IntegerField())]),
    CreateModel(
        "Visit",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("place", models.ForeignKey("probe.Place", models.PROTECT)),
        ],
    ),
]


OF_PLACE = [
    AddConstraint("Place", ABOVE_ZERO),
    AddIndex("Place", models.Index(fields=["number"], name="by_number")),
    AddConstraint("Place", models.UniqueConstraint(fields=["number"], name="once")),
    RemoveConstraint("Place", "above_zero"),
    AddTrigger("place", Protect(name="kept", operation=Update)),
    RemoveTrigger("place", "kept"),
    AddTrigger("place", Protect(name="kept_again", operation=Update)),
]


def states(*operations) -> ProjectState:
    """The state behind some operations; the models are made before the first."""
    state = ProjectState()
    for operation in CREATED:
        operation.state_forwards("probe", state)
    assert state.apps
    for operation in operations:
        operation.state_forwards("probe", state)
    return state


def told(state: ProjectState) -> dict:
    return {
        (model.__name__, name): [one.name for one in getattr(model._meta, name, ())]
        for model in state.apps.get_models()
        for name in CHANGED
    }


@pytest.mark.parametrize("upto", range(1, len(OF_PLACE) + 1))
def test_each_step_says_the_same_of_every_model(upto):
    plain = told(states(*OF_PLACE[:upto]))
    with lightly():
        light = told(states(*OF_PLACE[:upto]))
    assert light == plain


def test_no_other_model_is_made_anew_but_by_what_changes_fields():
    with lightly():
        state = states()
        before = {model.__name__: model for model in state.apps.get_models()}
        for operation in OF_PLACE:
            operation.state_forwards("probe", state)
        assert {model.__name__: model for model in state.apps.get_models()} == before
        AddField("Place", "name", models.TextField(default="")).state_forwards("probe", state)
        behind = state.apps.get_model("probe", "Place")
        assert behind is not before["Place"] and behind._meta.get_field("name")
        assert [one.name for one in behind._meta.constraints] == ["once"]
        assert state.apps.get_model("probe", "Visit")._meta.get_field("place").related_model is behind


def test_django_is_as_it_was_afterwards():
    before = [operation.state_forwards for operation in OF_OPTIONS]
    with pytest.raises(RuntimeError), lightly():
        raise RuntimeError
    assert [operation.state_forwards for operation in OF_OPTIONS] == before


@pytest.mark.django_db
def test_the_command_is_the_one_of_the_portal_and_the_tables_are_whole():
    """The database of the tests was made by it: each constraint and index of each model stands in it."""
    from django.apps import apps

    assert get_commands()["migrate"] == "portal"
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                there = connection.introspection.get_constraints(cursor, model._meta.db_table)
                named = {one.name for one in (*model._meta.constraints, *model._meta.indexes)}
                assert named <= there.keys(), (model, named - there.keys())
