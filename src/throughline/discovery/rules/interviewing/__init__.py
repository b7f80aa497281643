"""How was the interview? Who talked, what was asked, and which questions lead the witness. No Django here."""
