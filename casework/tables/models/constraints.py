"""Constraints that Django has no class for."""

from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint


class StateFollowsCase(BaseConstraint):
    """Ties a kind's own `state` column to its case: FOREIGN KEY (case_id, state) REFERENCES case file ON UPDATE CASCADE.

    So a state moved on the case arrives in the kind's row within the same statement, and the check constraints there
    ("enrolled needs a date") refuse a state whose facts are missing.
    """

    def __init__(self, *, name: str):
        super().__init__(name=name)

    def _definition(self, schema_editor) -> str:
        return (
            f"CONSTRAINT {schema_editor.quote_name(self.name)} FOREIGN KEY (case_id, state)"
            " REFERENCES casework_casefile (id, state) ON UPDATE CASCADE"
        )

    def constraint_sql(self, model, schema_editor):
        """Not part of CREATE TABLE: the referenced unique constraint may come later in the same migration."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return

    def create_sql(self, model, schema_editor):
        return Statement(
            "ALTER TABLE %(table)s ADD " + self._definition(schema_editor).replace("%", "%%"),
            table=Table(model._meta.db_table, schema_editor.quote_name),
        )

    def remove_sql(self, model, schema_editor):
        return Statement(
            f"ALTER TABLE %(table)s DROP CONSTRAINT {schema_editor.quote_name(self.name)}",
            table=Table(model._meta.db_table, schema_editor.quote_name),
        )

    def validate(self, model, instance, exclude=None, using=None):
        """The database alone decides."""

    def __eq__(self, other):
        return isinstance(other, StateFollowsCase) and self.name == other.name

    __hash__ = BaseConstraint.__hash__
