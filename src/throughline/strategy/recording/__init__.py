"""Values of metrics, recorded by hand or from a table, until metrics are connected."""
