"""What every slice stands on: the kernel, the workspace, members, links, the registry, undo and the audit trail."""
