"""Asking about edge cases beside a PRD: questions, answers that become criteria, dismissals with their reason."""
