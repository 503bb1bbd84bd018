"""The parameter of what differs in a networked settlement behind a claim that is reversed; its value stands in the file beside."""

BOOKED_WITH_PERSON = "claims.networked_difference_with_person"
