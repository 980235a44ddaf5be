"""Field groups that every profile has."""
