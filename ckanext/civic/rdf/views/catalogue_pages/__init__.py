"""The catalogue's own addresses: ``/catalog.*``, ``/dataset/…``, ``/organization/…``, ``/group/…``.

Our routes have them without ckanext-dcat. With it, `dispatch` answers before its views do,
whichever of the two plugins stands first. Pages for people stay whoever's they are.
"""

from .routes import catalogue_pages_blueprint

__all__ = ["catalogue_pages_blueprint"]
