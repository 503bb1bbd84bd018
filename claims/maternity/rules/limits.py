"""The dated parameters of maternity allowances, by name; their values, sources and certainty stand in the files beside this one."""

# By when it is decided.
LIMIT = "claims.maternity_limit"
BIRTH, DIFFICULT = "claims.allowance_days_birth", "claims.allowance_days_difficult"
FURTHER_CHILD = "claims.allowance_days_further_child"
ENDED_EARLY, ENDED_LATE = "claims.allowance_days_ended_early", "claims.allowance_days_ended_late"
