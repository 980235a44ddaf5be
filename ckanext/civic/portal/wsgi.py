"""The WSGI application of the portal whose settings file ``CIVIC_PORTAL_CONFIG`` names.

Imported by Gunicorn in the portal's own process, the one place of this package that loads CKAN.
"""

import os

from ckan.cli import load_config
from ckan.config.middleware import make_app

application = make_app(load_config(os.environ["CIVIC_PORTAL_CONFIG"]))
