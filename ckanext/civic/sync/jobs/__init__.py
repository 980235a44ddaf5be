"""The pull engine: what runs on CKAN's job queue, with CKAN's model and actions."""
