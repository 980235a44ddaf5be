"""What a pull will do, decided before it does anything."""
