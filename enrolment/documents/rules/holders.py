"""Who may hold a kind of document: told by the kind, and for the travel permit of two regions by its number."""

TAIWAN, HONG_KONG, MACAO, FOREIGN, MAINLAND = "taiwan", "hong_kong", "macao", "foreign", "mainland"
# A child without a permit of its own: whose it is, its mother's file says.
NEWBORN = "newborn"
HOLDERS = (TAIWAN, HONG_KONG, MACAO, FOREIGN, MAINLAND, NEWBORN)

_HOLDER = {
    "taiwan_residence_permit": TAIWAN,
    "taiwan_travel_permit": TAIWAN,
    "hk_residence_permit": HONG_KONG,
    "macao_residence_permit": MACAO,
    "hk_macao_travel_permit": HONG_KONG,
    "foreign_permanent_residence": FOREIGN,
    "passport": FOREIGN,
    "mainland_id": MAINLAND,
    "birth_certificate": NEWBORN,
}


def holder_of(kind: str, number: str = "") -> str:
    """Who holds a document: one of HOLDERS, "" for a kind that is not known. A travel permit whose number begins with M is a
    Macao resident's (layout assumed, as is all of that number's)."""
    if kind == "hk_macao_travel_permit" and number[:1] in ("M", "m"):
        return MACAO
    return _HOLDER.get(kind, "")


def holders_of(kind: str) -> frozenset[str]:
    """Everybody who may hold documents of a kind."""
    return frozenset({holder_of(kind), holder_of(kind, "M")}) - {""}
