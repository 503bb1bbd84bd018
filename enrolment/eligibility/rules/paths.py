"""The ways into the insurance, and what the sheet has to ask on each: by the path and by the document that is held.

A question belongs to the path, or to a path together with a kind of document; nobody is asked what her path does not need.
"""

EMPLOYED, POSTED, OWN_BUSINESS, FLEXIBLE = "employed", "posted", "own_business", "flexible"
NON_WORKING, STUDENT, MINOR, NEWBORN = "non_working", "student", "minor", "newborn"
PATHS = (EMPLOYED, POSTED, OWN_BUSINESS, FLEXIBLE, NON_WORKING, STUDENT, MINOR, NEWBORN)
# Somebody else acts and signs for them (Civil Code, articles 19, 20 and 23).
OF_MINORS = frozenset({MINOR, NEWBORN})
# Whom a school or a family hands in: no employer stands behind them, and the row says all that is asked.
IN_LISTS = frozenset({NON_WORKING, STUDENT, MINOR})
# An employer on the mainland registers and pays (Social Insurance Law, article 58; for those posted Order 16, article 3).
AT_AN_EMPLOYER = frozenset({EMPLOYED, POSTED})

PASSPORT, PERMANENT_RESIDENCE, BIRTH_CERTIFICATE = "passport", "foreign_permanent_residence", "birth_certificate"

EMPLOYER = ("employer_uscc", "employer_name", "work_began_on")
EMPLOYMENT_DOCUMENT = ("employment_kind", "employment_number", "handled_on", "stay_until")
BUSINESS = ("business_code", "business_name")
SCHOOL = ("school",)
CARD_PLACE = ("card_place",)
GUARDIAN = ("guardian_name", "guardian_number", "guardian_relation")
# The mother is on file already: her number says who acts for the child.
MOTHER = ("mother_number",)

_BY_PATH = {
    EMPLOYED: EMPLOYER,
    POSTED: EMPLOYER,
    OWN_BUSINESS: BUSINESS,
    STUDENT: SCHOOL,
    MINOR: GUARDIAN,
    NEWBORN: MOTHER,
}
_BY_PATH_AND_KIND = {
    (EMPLOYED, PASSPORT): EMPLOYMENT_DOCUMENT,
    (POSTED, PASSPORT): EMPLOYMENT_DOCUMENT,
    (NON_WORKING, PERMANENT_RESIDENCE): CARD_PLACE,
}
# Every question that is not put to everybody.
CONDITIONAL = (*EMPLOYER, *EMPLOYMENT_DOCUMENT, *BUSINESS, *SCHOOL, *CARD_PLACE, *GUARDIAN, *MOTHER)


def questions(path: str, kind: str) -> tuple[str, ...]:
    """What is asked besides of somebody on a path with a kind of identity document, in the order of the sheet."""
    return _BY_PATH.get(path, ()) + _BY_PATH_AND_KIND.get((path, kind), ())


def is_asked(question: str, path: str, kind: str) -> bool:
    """Whether a question is put on this path to the holder of this kind; one that is put to everybody always is."""
    return question not in CONDITIONAL or question in questions(path, kind)
