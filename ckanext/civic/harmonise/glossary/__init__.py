"""What the addresses that our data use are called, from files of this portal alone.

A council's portal has the shared models but not the graphs of their vocabularies: those are the
hub's. A page must not ask another portal before it can call a lamp type by its name.
"""

from .model_terms import Kind, Term, kinds, model_terms, period_or_place

__all__ = ["Kind", "Term", "kinds", "model_terms", "period_or_place"]
