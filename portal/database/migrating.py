"""Migrating in half the time: whoever adds a constraint, an index or a trigger to a model needs no other model made anew.

Django keeps the models as they were at each migration and, whatever is said of one, makes it anew together with all that it points
to or that point to it: of these apps nearly every model, a thousand times. What is sent to the database stays the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db.migrations.operations import (
    AddConstraint,
    AddIndex,
    RemoveConstraint,
    RemoveIndex,
    RenameIndex,
)
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# They change what stands in the options of a model, and nothing of its fields.
OF_OPTIONS: tuple[Any, ...] = (
    AddConstraint,
    AddIndex,
    AddTrigger,
    RemoveConstraint,
    RemoveIndex,
    RemoveTrigger,
    RenameIndex,
)
CHANGED = ("constraints", "indexes", "triggers")


@contextmanager
def lightly() -> Iterator[None]:
    """While it lasts, migrations are applied with as few models made anew as they need."""
    kept = {operation: operation.state_forwards for operation in OF_OPTIONS}
    for operation, forwards in kept.items():
        operation.state_forwards = _light(forwards)
    try:
        yield
    finally:
        for operation, forwards in kept.items():
            operation.state_forwards = forwards


def _light(forwards: Callable) -> Callable:
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state)["reload_model"] = partial(_tell, state)
        try:
            forwards(self, app_label, state)
        finally:
            del vars(state)["reload_model"]

    return state_forwards


def _tell(state: ProjectState, app_label: str, model_name: str, **_delay: bool) -> None:
    """The class of the model is told its options; where no model was made yet, nobody is."""
    if "apps" in vars(state):
        options = state.models[app_label, model_name.lower()].options
        told = state.apps.get_model(app_label, model_name)._meta
        for name in CHANGED:
            if name in options:
                setattr(told, name, list(options[name]))
