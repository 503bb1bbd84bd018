"""Makes what was typed or pasted comparable, without changing what it says."""

import unicodedata

# Longer than any number with any decoration; checked before anything that costs time.
LONGEST_INPUT = 200
# Dashes that are not in the dash category: minus sign and katakana lengthening mark as some input methods give it.
DASHES = "\u2212\u30fc"
# Brackets of every make are round ones; marks that tell a spreadsheet that a text follows, and accents typed for them, go.
BRACKETS = str.maketrans("[]{}【】〔〕〖〗〈〉《》「」", "()" * 8)
QUOTES = "'`\u2018\u2019\u02bc\u00b4"
MASK_DOTS = "····"
SHOWN = 4


def fold(text: str) -> str:
    """The number without decoration: compatibility forms plain, no spaces, dashes or invisible characters, upper case.

    Full-width digits become plain; letters outside A-Z are left as they are, so that the check can name them.
    """
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(_upper(char) for char in plain if not _is_decoration(char))
    # A mark that followed a removed space may now combine with the letter before it.
    return unicodedata.normalize("NFKC", kept).translate(BRACKETS).lstrip(QUOTES)


def mask(number: str) -> str:
    """The last four characters behind a constant number of dots, so that the length does not tell the kind.

    A number of which that would show more than half is not shown at all.
    """
    return MASK_DOTS + number[-SHOWN:] if len(number) >= 2 * SHOWN else MASK_DOTS


def _upper(char: str) -> str:
    return char.upper() if char.isascii() else char


def _is_decoration(char: str) -> bool:
    # Zs/Zl/Zp spaces, Cc control, Cf zero-width and direction marks, Pd dashes, variation selectors.
    category = unicodedata.category(char)
    return category in ("Zs", "Zl", "Zp", "Cc", "Cf", "Pd") or char in DASHES or "\ufe00" <= char <= "\ufe0f"
