"""What can be wrong with a question about cover or contributions."""

from casework.questions.rules import mistakes

# Every code with the names of its parameters; the sentences in three languages are made outside the rules.
CODES: dict[str, tuple[str, ...]] = {
    **mistakes.CODES,
    "one_of_needed": ("allowed",),
    "not_together": ("keys",),
    "empty": (),
    "not_a_number": ("value",),
    "negative": ("value",),
    "too_large": ("value", "limit"),
    "above_one": ("value",),
    "too_many_decimals": ("value", "limit"),
    "not_whole": ("value",),
    "not_a_month": ("value",),
    "not_a_year": ("value",),
    "year_twice": ("year",),
    "months_overlap": ("month",),
    "nothing_fits": (),
    "several_fit": ("rows",),
    "no_person": (),
}


class NoSource(Exception):
    """No source gives a term that the answer needs. Never answered with zero or with another place's value."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
