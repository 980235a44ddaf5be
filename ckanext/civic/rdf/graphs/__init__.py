"""Named graphs: what they are called, and what may stand in them. No CKAN here."""
