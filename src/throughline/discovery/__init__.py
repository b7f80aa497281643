"""Discovery: conversations, feedback, evidence and themes: what customers said, exactly located."""
