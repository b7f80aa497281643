"""On which days ideas were chosen or answered with a no: told upwards, to the tempo."""
