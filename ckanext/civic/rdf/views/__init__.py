"""The plugin's pages and end points."""

from .catalog import catalog_blueprint
from .catalogue_pages import catalogue_pages_blueprint
from .dataset_tab import dataset_tab_blueprint
from .downloads import downloads_blueprint
from .feed import feed_blueprint
from .graphs import graphs_blueprint
from .sparql import sparql_blueprint
from .sparql_page import query_page_blueprint
from .things import things_blueprint
from .void import void_blueprint

__all__ = [
    "catalog_blueprint",
    "catalogue_pages_blueprint",
    "dataset_tab_blueprint",
    "downloads_blueprint",
    "feed_blueprint",
    "graphs_blueprint",
    "query_page_blueprint",
    "sparql_blueprint",
    "things_blueprint",
    "void_blueprint",
]
