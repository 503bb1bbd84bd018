"""The dated parameters of suspensions, by name; their values, sources and certainty stand in the files beside this one."""

LEAST = "claims.suspension_least"
MOST = "claims.suspension_most"
