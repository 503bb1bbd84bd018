"""What makes a document one document: its kind, the state or authority that issued it, and its number."""

from dataclasses import dataclass

# Kinds whose number is unique within the state that issued them only; every other kind has one issuer.
ISSUED_BY_MANY = frozenset({"passport"})


@dataclass(frozen=True)
class DocumentKey:
    """`number` is normalised; `issuer` are the three letters of a passport's issuer, "" where the kind has one issuer only
    or where it was never recorded."""

    kind: str
    number: str
    issuer: str = ""


# A residence permit prints the number of the travel permit its holder enters with.
COMPANIONS = {
    "taiwan_residence_permit": "taiwan_travel_permit",
    "hk_residence_permit": "hk_macao_travel_permit",
    "macao_residence_permit": "hk_macao_travel_permit",
}


def companion_key(kind: str, number: str) -> DocumentKey | None:
    """The key of the travel permit whose number a residence permit prints; None where none was typed or none is printed."""
    return DocumentKey(COMPANIONS[kind], number) if number and kind in COMPANIONS else None
