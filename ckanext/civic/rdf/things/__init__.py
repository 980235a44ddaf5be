"""Things: what the store says of one, as people read it. No CKAN here."""
