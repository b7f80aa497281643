"""What `throughline check` finds in a PRD: reading any Markdown, the rules, the balance. No Django here."""
