"""The dated parameters of off-site filings, by name; their values, sources and certainty stand in the files beside this one."""

VALIDITY = "claims.offsite_validity"
LATE_FILING = "claims.offsite_late_filing"
CHANGE_AFTER = "claims.offsite_change_after"
