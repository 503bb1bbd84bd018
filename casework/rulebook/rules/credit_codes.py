"""The two check characters of a Unified Social Credit Code (GB 32100), which employers and institutions bear alike."""

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_CHECKS = "0X987654321"
ORGANISATION = slice(8, 16)


def check_character(first_seventeen: str) -> str:
    """The eighteenth character of a code (GB 32100)."""
    total = sum(weight * ALPHABET.index(char) for weight, char in zip(WEIGHTS, first_seventeen, strict=True))
    return ALPHABET[-total % 31]


def organisation_check_character(first_eight: str) -> str:
    """The ninth character of an organisation code (GB 11714), where letters count from A = 10."""
    total = sum(weight * int(char, 36) for weight, char in zip(ORGANISATION_WEIGHTS, first_eight, strict=True))
    return ORGANISATION_CHECKS[total % 11]


def credit_code_fits(code: str) -> bool:
    """Whether a folded code has its length, its alphabet and both check characters."""
    return (
        len(code) == LENGTH
        and all(char in ALPHABET for char in code)
        and code[2:8].isdigit()
        and organisation_check_character(code[ORGANISATION]) == code[ORGANISATION.stop]
        and check_character(code[:17]) == code[17]
    )
