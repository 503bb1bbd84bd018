"""Each list with its tables: what it is about, what tells its rows apart, what a row says. A further list is an entry here, its
columns in `rules/columns.toml` and two tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from institutions.catalogue.models.items import CatalogueItem, FirstPay, StagedFirstPay, StagedItem
from institutions.catalogue.models.lists import (
    Diagnosis,
    ItemPrice,
    StagedDiagnosis,
    StagedPrice,
    StagedRule,
    SupervisionRule,
)
from institutions.catalogue.models.versions import Staged, Version
from institutions.catalogue.rules.columns import Column, columns_of


@dataclass(frozen=True, kw_only=True)
class List:
    """A list: its versions, the rows of files beside them, the columns that tell rows of one scope apart."""

    name: str
    versions: type[Version]
    staged: type[Staged]
    scope: str = "place"
    keys: tuple[str, ...] = ("code",)
    # Whether each code must stand in the catalogue of the place.
    of_items: bool = False
    # Whether its rows are of kinds, of which a file may be the whole list of some.
    by_kinds: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its file, in their order; its tables have the same."""
        return columns_of(self.name)

    @property
    def values(self) -> tuple[str, ...]:
        """The columns that a row says of its key."""
        return tuple(column.code for column in self.columns if column.code not in self.keys)

    def label(self, column: str) -> str:
        """What a column is called, in the language in force."""
        return str(self.versions._meta.get_field(column).verbose_name)  # type: ignore[union-attr]


LISTS: Mapping[str, List] = {
    one.name: one
    for one in (
        List(name="items", versions=CatalogueItem, staged=StagedItem, by_kinds=True),
        List(name="first_pay", versions=FirstPay, staged=StagedFirstPay, of_items=True),
        List(name="prices", versions=ItemPrice, staged=StagedPrice, scope="institution", of_items=True),
        List(name="diagnoses", versions=Diagnosis, staged=StagedDiagnosis),
        List(name="rules", versions=SupervisionRule, staged=StagedRule, keys=("kind", "code", "second_code")),
    )
}
