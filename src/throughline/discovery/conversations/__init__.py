"""Conversations: the transcript to read and mark, its snapshot, how the interview was, how to prepare one."""
