"""Writing in a PRD: every part of it in place, in any order, saved as it is typed."""
