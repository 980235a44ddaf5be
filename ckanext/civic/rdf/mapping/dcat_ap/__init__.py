"""Field groups of DCAT-AP 3.0.1 and its profile for high-value datasets."""
