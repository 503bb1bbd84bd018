"""Identity numbers: one kind per file, one door. Pure: today's date is passed in, nothing is looked up.

`check(kind, number, ...)` answers whether a number can be of that kind and what the number itself says;
`fold` makes typed text comparable; `mask` hides all but the end.
"""

from enrolment.documents.rules.identity_numbers.checking import KINDS, check, kinds_of
from enrolment.documents.rules.identity_numbers.folding import fold, mask
from enrolment.documents.rules.identity_numbers.records import FEMALE, MALE, REASONS, Reason, Result

__all__ = ["FEMALE", "KINDS", "MALE", "REASONS", "Reason", "Result", "check", "fold", "kinds_of", "mask"]
