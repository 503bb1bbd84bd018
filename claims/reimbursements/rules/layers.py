"""Which account of the ledger bears which layer of a settlement."""

# Layer of a settlement → the kind of account that bears it, and whether there is one of each scheme.
LAYERS: tuple[tuple[str, str, bool], ...] = (
    ("fund_pays", "fund", True),
    ("supplement_pays", "supplement", True),
    ("major_illness_pays", "critical_illness", True),
    ("assistance_pays", "assistance", False),
)
LAYER_KINDS = tuple(kind for _field, kind, _per_scheme in LAYERS)
