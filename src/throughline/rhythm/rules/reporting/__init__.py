"""The status: which facts go to which audience, in what order and words, and how it is pasted elsewhere."""
