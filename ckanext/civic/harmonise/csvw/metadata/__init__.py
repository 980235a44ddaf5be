"""Metadata documents: read, checked and put into their normal form."""
