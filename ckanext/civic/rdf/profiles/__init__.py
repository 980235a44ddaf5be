"""Profiles for ckanext-dcat (entry points ``ckan.rdf.profiles``)."""
