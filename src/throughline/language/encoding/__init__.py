"""How texts become vectors: the weights, the int8 graph made of them, the encoder, its cache, and the way without."""
