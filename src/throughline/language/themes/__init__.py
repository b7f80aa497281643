"""Theme finding: texts and their vectors in, fine and broad groups with labels, words and examples out."""

from throughline.language.themes.contracts import BroadGroup, Group, Groups
from throughline.language.themes.finding import find_groups

__all__ = ["BroadGroup", "Group", "Groups", "find_groups"]
