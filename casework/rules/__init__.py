"""Pure rules that every app needs: working days, dates as typed, and numbers with a date and a source."""
