"""How texts become vectors: the weights, the int8 graph made of them, the encoder, its cache, and the way without."""

import os

# ONNX Runtime sends usage data to its maker unless this is said before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
