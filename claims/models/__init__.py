"""One noun per file. Everything other apps may use of these models is named here."""
