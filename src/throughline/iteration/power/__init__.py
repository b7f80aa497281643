"""Planning an experiment: `throughline power`."""
