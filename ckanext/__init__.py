# This is a namespace package: CKAN and other extensions add to it.
__path__ = __import__("pkgutil").extend_path(__path__, __name__)
