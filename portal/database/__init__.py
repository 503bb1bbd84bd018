"""PostgreSQL as Django knows it, with errors that name their cause."""
