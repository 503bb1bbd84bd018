"""What can be wrong with a question of bare facts: a stable code, where it is, and the facts of the mistake."""

from typing import Any

# The codes every question can be refused with, and the names of their parameters; each kind of question has more of its own.
CODES: dict[str, tuple[str, ...]] = {
    "not_json": ("line", "column"),
    "not_utf8": ("line", "column"),
    "duplicate_key": ("key",),
    "wrong_type": ("expected",),
    "unknown_key": ("key", "allowed"),
    "key_missing": ("key",),
    "unknown_choice": ("value", "allowed"),
    "too_many": ("limit",),
    "not_a_date": ("value",),
    "not_a_place": ("value",),
    "dates_reversed": ("starts", "ends"),
    "beyond_reach": (),
}


class FactsError(Exception):
    """A question that cannot be read, or facts that contradict each other. `code`, `path` and `params` say why; nothing was
    answered."""

    def __init__(self, code: str, path: str = "", **params: Any) -> None:
        super().__init__(f"{path}: {code} {params or ''}".strip())
        self.code, self.path, self.params = code, path, params

    def under(self, parent: str) -> "FactsError":
        """The same error, its path seen from one level above: `years` and `[0].year` make `years[0].year`."""
        joint = "." if parent and self.path and not self.path.startswith("[") else ""
        return FactsError(self.code, f"{parent}{joint}{self.path}", **self.params)
