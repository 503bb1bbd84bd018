"""Many tables made by one operation of a migration.

Django renders the models anew after every operation, all that hang together, and here all of them do: to tell a new database of its
tables took ten times as long as to make them.
"""

from collections.abc import Iterator, Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model
from pgtrigger.migrations import AddTrigger


class MakeTogether(Operation):
    """What these operations make of nothing: tables with all that belongs to them, then the triggers."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What was rendered is let go of: it is rendered again once, when all is known.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self._made(app_label, schema_editor, to_state.apps, but=from_state):
            schema_editor.create_model(model)
        for operation in self.operations:
            if isinstance(operation, AddTrigger):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self._made(app_label, schema_editor, from_state.apps, but=to_state):
            schema_editor.delete_model(model)

    def _made(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, shown: Apps, *, but: ProjectState
    ) -> Iterator[type[Model]]:
        for model in shown.get_app_config(app_label).get_models():
            there = (app_label, model._meta.model_name) in but.models
            if not there and self.allow_migrate_model(schema_editor.connection.alias, model):
                yield model

    def describe(self) -> str:
        return "Make many tables together"
