"""One mechanism for undo: every service records the rows it touches, before and after."""
