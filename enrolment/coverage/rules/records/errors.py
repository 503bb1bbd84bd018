"""What can be wrong with a question about cover or contributions: a stable code, where it is, and the facts of the mistake."""

from typing import Any

# Every code with the names of its parameters; the sentences in three languages are made outside the rules.
CODES: dict[str, tuple[str, ...]] = {
    "not_json": ("line", "column"),
    "not_utf8": ("line", "column"),
    "duplicate_key": ("key",),
    "wrong_type": ("expected",),
    "unknown_key": ("key", "allowed"),
    "key_missing": ("key",),
    "unknown_choice": ("value", "allowed"),
    "one_of_needed": ("allowed",),
    "not_together": ("keys",),
    "empty": (),
    "too_many": ("limit",),
    "not_a_number": ("value",),
    "negative": ("value",),
    "too_large": ("value", "limit"),
    "above_one": ("value",),
    "too_many_decimals": ("value", "limit"),
    "not_whole": ("value",),
    "not_a_date": ("value",),
    "not_a_month": ("value",),
    "not_a_year": ("value",),
    "not_a_place": ("value",),
    "dates_reversed": ("starts", "ends"),
    "year_twice": ("year",),
    "months_overlap": ("month",),
    "nothing_fits": (),
    "several_fit": ("rows",),
    "beyond_reach": (),
    "no_person": (),
}


class FactsError(Exception):
    """A question that cannot be read. `code`, `path` and `params` say why; nothing was answered."""

    def __init__(self, code: str, path: str = "", **params: Any) -> None:
        super().__init__(f"{path}: {code} {params or ''}".strip())
        self.code, self.path, self.params = code, path, params

    def under(self, parent: str) -> "FactsError":
        """The same error, its path seen from one level above: `years` and `[0].year` make `years[0].year`."""
        joint = "." if parent and self.path and not self.path.startswith("[") else ""
        return FactsError(self.code, f"{parent}{joint}{self.path}", **self.params)


class NoSource(Exception):
    """No source gives a term that the answer needs. Never answered with zero or with another place's value."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
