"""Generating RDF from rows."""
