"""A new database is told of its tables at once; it has what one has that went every step."""

import pytest
from django.contrib.postgres.operations import CreateExtension
from django.db.migrations import CreateModel, operations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

from casework.tables.models.statistics import AddStatistics
from casework.tables.models.together import MakeTogether

# What `MakeTogether` makes: anything else in it would be known to Django and not to the database.
MADE = (CreateModel, operations.AddField, operations.AddConstraint, operations.AddIndex, AddTrigger)
BESIDE = (CreateExtension, AddStatistics)


def leaves(loader: MigrationLoader, *, at_once: bool) -> list[tuple[str, str]]:
    """The last migrations of the apps, by the short way or the long one."""
    nodes = loader.graph.leaf_nodes()
    return nodes if at_once else [key for key in nodes if not loader.disk_migrations[key].replaces]


@pytest.fixture(scope="module")
def ways() -> tuple[MigrationLoader, MigrationLoader]:
    return MigrationLoader(None), MigrationLoader(None, replace_migrations=False)


def models_of(loader: MigrationLoader, *, at_once: bool) -> ProjectState:
    return loader.project_state(leaves(loader, at_once=at_once))


def test_both_ways_end_at_the_same_tables(ways):
    short, long = ways
    found = MigrationAutodetector(models_of(long, at_once=False), models_of(short, at_once=True)).changes(short.graph)
    assert {app: [each.operations for each in made] for app, made in found.items()} == {}


def test_what_stands_in_no_model_is_in_both(ways):
    """Extensions and statistics: the models do not tell of them."""
    written = ways[1].disk_migrations
    short = [migration for migration in written.values() if migration.replaces]
    long = [written[key] for migration in short for key in migration.replaces]

    def beside_models(migrations) -> set[str]:
        found = [each for one in migrations for each in one.operations if isinstance(each, BESIDE)]
        return {f"{type(each).__name__} {vars(each)}" for each in found}

    assert len(beside_models(long)) == 3 and beside_models(short) == beside_models(long)


def test_only_what_is_made_stands_in_an_operation_of_many(ways):
    together = [
        each
        for migration in ways[0].disk_migrations.values()
        for each in migration.operations
        if isinstance(each, MakeTogether)
    ]
    assert together
    assert {type(each).__name__ for one in together for each in one.operations if not isinstance(each, MADE)} == set()
