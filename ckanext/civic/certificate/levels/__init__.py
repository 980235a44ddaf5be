"""From answers to a level: pure rules, no CKAN."""
