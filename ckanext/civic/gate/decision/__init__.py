"""What may be seen, decided from plain facts: no CKAN, no database."""
