"""Clients of quad stores. No CKAN here.

A store that speaks SPARQL 1.1 Query and the SPARQL 1.1 Graph Store HTTP Protocol needs no file of
its own: ``sparql_store.py`` serves Oxigraph, Jena Fuseki and their like. Where they differ, a
setting says how (addresses.py).
"""

from .addresses import StoreAddresses
from .graph_file import GraphFile
from .sparql_store import SparqlStore

__all__ = ["GraphFile", "SparqlStore", "StoreAddresses"]
