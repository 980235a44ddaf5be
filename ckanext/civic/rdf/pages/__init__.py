"""The documents at the catalogue's own addresses: pages of the catalogue, datasets, organisations.

Pure: which formats there are, what a request's parameters mean, how a page tells of its
neighbours, which statements are about one thing, and how they are written.
"""
