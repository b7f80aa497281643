"""The same ideas under every model: own weights, MoSCoW classes, and all of them side by side."""
