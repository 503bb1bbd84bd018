"""The dated parameters of complaints and reconsiderations, by name; their values, sources and certainty stand in the files beside
this one."""

# Until when a decision may be taken to the organ of reconsideration. What comes later is told to be late, never refused for it.
FILING = "claims.reconsideration"
# Until when the organ decides, and until when the office answers a complaint.
DECISION = "claims.reconsideration_decision"
COMPLAINT = "claims.complaint_answer"
