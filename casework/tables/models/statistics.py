"""Statistics over several columns, which Django has no class for; a migration operation of our own."""

from django.db.migrations.operations.base import Operation


class AddStatistics(Operation):
    """CREATE STATISTICS of the most common combinations of values, and one ANALYZE, so that the planner knows them.

    It takes flags, kind and state of cases for independent otherwise, and walks an index by due date over tens of thousands
    of hires to find the none that wait.
    """

    reversible = True

    def __init__(self, name: str, model_name: str, fields: list[str]):
        self.name, self.model_name, self.fields = name, model_name, fields

    def state_forwards(self, app_label, state):
        """Nothing of it stands in a model."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        quote = schema_editor.quote_name
        columns = ", ".join(quote(model._meta.get_field(name).column) for name in self.fields)
        table = quote(model._meta.db_table)
        schema_editor.execute(f"CREATE STATISTICS {quote(self.name)} (mcv) ON {columns} FROM {table}")
        schema_editor.execute(f"ANALYZE {table}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        schema_editor.execute(f"DROP STATISTICS {schema_editor.quote_name(self.name)}")

    def describe(self):
        return f"Add statistics {self.name} on {self.model_name}"

    @property
    def migration_name_fragment(self):
        return f"{self.model_name}_{self.name}"
