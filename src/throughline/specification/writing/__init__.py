"""The sections of a PRD, each written from what the rules found."""
