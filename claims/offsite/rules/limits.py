"""The dated parameters of off-site filings, by name; their values, sources and certainty stand in the files beside this one."""

VALIDITY = "claims.offsite_validity"
LATE_FILING = "claims.offsite_late_filing"
# From the day its proof was given, or from the day it was asked for.
COUNTS_FROM = "claims.offsite_counts_from"
CHANGE_AFTER = "claims.offsite_change_after"
