"""The read-only SPARQL end point, apart from its web page. No CKAN here."""
