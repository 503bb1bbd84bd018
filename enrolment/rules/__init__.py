"""Pure rules of enrolment: time limits, identity numbers, eligibility, where a code can be activated."""
