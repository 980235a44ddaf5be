"""Ways to read what another portal shows to everyone: one a file."""
