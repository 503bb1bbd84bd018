"""What pinyin a name in the spelling of Wade and Giles may mean: papers of Taiwan write Hsiao-Ming where pinyin has xiaoming."""

from collections import defaultdict
from functools import cache
from itertools import islice, product

from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from casework.names.rules.folding import fold_name

# Papers drop the marks: ch'ü, which the library writes with a v, is printed as chu.
UNMARKED = str.maketrans({"'": "", "’": "", "v": "u"})
LONGEST_SYLLABLE, MOST_SYLLABLES, MOST_MEANINGS = 6, 3, 4


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Syllable in Wade-Giles without marks → the pinyin it may stand for: chang is zhang, and chang where the mark was dropped."""
    found: dict[str, set[str]] = defaultdict(set)
    toned = {syllable for readings in PINYIN_DICT.values() for syllable in readings.split(",")}
    for syllable in toned:
        plain = fold_name(convert(syllable, Style.NORMAL, strict=True))
        written = fold_name(convert(plain, Style.WADEGILES, strict=True).translate(UNMARKED))
        if plain.isascii() and plain.isalpha() and written.isascii() and written.isalpha():
            found[written].add(plain)
    return {written: tuple(sorted(plain)) for written, plain in found.items()}


@cache
def _in_syllables(word: str) -> tuple[str, ...]:
    """A word as the fewest syllables of the table; empty when it is no such word."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            before, syllable = best.get(start), word[start:end]
            if before is None or len(before) == MOST_SYLLABLES or syllable not in _meanings():
                continue
            if end not in best or len(before) + 1 < len(best[end]):
                best[end] = (*before, syllable)
    return best.get(len(word), ())


def as_pinyin(words: list[str]) -> list[list[str]]:
    """The same words in pinyin, as many ways as they may mean; none when one of them is no Wade-Giles, or when nothing differs."""
    syllables = [_in_syllables(word) for word in words]
    if not words or not all(syllables):
        return []
    choices = [["".join(parts) for parts in product(*(_meanings()[one] for one in word))] for word in syllables]
    found = [list(each) for each in islice(product(*choices), MOST_MEANINGS)]
    return [each for each in found if each != words]
