"""Clients of quad stores. No CKAN here.

A store that speaks SPARQL 1.1 Query and the SPARQL 1.1 Graph Store HTTP Protocol needs no file of
its own: ``sparql_store.py`` serves Oxigraph, Jena Fuseki and their like.
"""

from .sparql_store import GraphFile, SparqlStore, StoreAddresses

__all__ = ["GraphFile", "SparqlStore", "StoreAddresses"]
