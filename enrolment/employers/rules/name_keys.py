"""Folded forms of an employer's name: from each character or word on, and the same in pinyin as it is usually read."""

from collections.abc import Iterator

from casework.names.rules.folding import LONGEST_KEY, fold_name, has_short_words, is_han, units_of
from enrolment.persons.rules.name_keys import read_on
from enrolment.persons.rules.readings import readings_of


def employer_keys(*names: str) -> set[tuple[str, str]]:
    """All (kind, key) pairs under which an employer of these names is found; a key once."""
    kinds: dict[str, str] = {}
    for name in names:
        for kind, key in _keys_of(name):
            if key and kinds.get(key) != "latin":
                kinds[key] = kind
    return {(kind, key) for key, kind in kinds.items()}


def _keys_of(name: str) -> Iterator[tuple[str, str]]:
    units = units_of(name)
    whole = "han" if all(has_short_words(unit) for unit in units) else "latin"
    yield whole, "".join(units)[:LONGEST_KEY]
    yield from (("part", key) for key in read_on(units))
    if is_han(name):
        usual = readings_of(units_of(name, han_as_written=True))[0]
        syllables = [fold_name(syllable) for syllable in usual]
        yield "pinyin", "".join(syllables)[:LONGEST_KEY]
        yield from (("pinyin", key) for key in read_on(syllables))
        yield "initials", "".join(syllable[:1] for syllable in syllables)[:LONGEST_KEY]
