"""The portal's one log of changes, which linked data and synchronisation both speak from.

It belongs to no plugin: whichever of them is migrated first makes its table (``table.py``).
"""
