"""The time limits of a designation, by the ids of their rules; each stands in the file of its name."""

COMPLETENESS = "institutions.completeness"
EVALUATION = "institutions.evaluation"
PUBLICATION = "institutions.publication"
PARTICULARS_CHANGE = "institutions.particulars_change"
RENEWAL_REQUEST = "institutions.renewal_request"
REEVALUATION = "institutions.reevaluation"
SECOND_FAILURE_BAR = "institutions.second_failure_bar"
SUSPENSION_END = "institutions.suspension_end"
RESUMPTION_REVIEW = "institutions.resumption_review"
EXIT_NOTICE = "institutions.exit_notice"
ORDERED_LEAST = "institutions.ordered_suspension_least"
ORDERED_MOST = "institutions.ordered_suspension_most"
AGREEMENT_TERM = "institutions.agreement_term"
TERMINATION_PAST = "institutions.termination_past"
OPERATING_TIME = "institutions.operating_time"
# Those that are the office's to keep: they stand on the work list.
OF_THE_OFFICE = (COMPLETENESS, EVALUATION, PUBLICATION, PARTICULARS_CHANGE, RESUMPTION_REVIEW)
# Those of the institution, and days from which something may be asked: nobody at the office is late by them.
OF_OTHERS = (
    RENEWAL_REQUEST,
    REEVALUATION,
    SECOND_FAILURE_BAR,
    SUSPENSION_END,
    EXIT_NOTICE,
    ORDERED_LEAST,
    ORDERED_MOST,
    AGREEMENT_TERM,
    TERMINATION_PAST,
)
