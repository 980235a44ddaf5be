"""One server of the embedded stack a file."""
