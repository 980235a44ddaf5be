"""Where decisions take effect in CKAN: labels, hooks, files, search and signals."""
