"""Datatypes: parsing, limits and canonical forms of values."""
