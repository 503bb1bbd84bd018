"""Rules of reimbursement: pure functions, no framework, no database, no clock."""
