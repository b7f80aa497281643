"""Throughline's dates in a person's own calendar: a secret address that answers with an iCalendar file."""
