"""The particulars of an institution that change by a case, and the columns of the register that show the newest."""

# Each with the longest value its column takes.
ITEMS = {
    "name_zh_hans": 120,
    "name_zh_hant": 120,
    "name_en": 120,
    "legal_representative": 80,
    "address": 200,
    "ownership": 20,
    "hospital_level": 10,
    "pay_level": 10,
    "deductible_level": 10,
    "beds": 6,
}
