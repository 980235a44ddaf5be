"""Where the plugin meets CKAN: reading datasets, queueing changes, writing graphs."""
