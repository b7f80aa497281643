"""The narrative: one page that says why, drafted from what is on record, edited on top, copied and kept."""
