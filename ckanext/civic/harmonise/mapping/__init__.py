"""From source rows to canonical records and quads."""
