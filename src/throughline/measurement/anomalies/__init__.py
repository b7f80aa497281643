"""Days outside what a series let expect: the detector, and its words."""
