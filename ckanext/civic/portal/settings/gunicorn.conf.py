"""Gunicorn's settings for every portal; the address comes from the process's environment."""

import os

wsgi_app = "ckanext.civic.portal.wsgi:application"
bind = [os.environ["CIVIC_PORTAL_BIND"]]
worker_class = "gthread"
workers = 1
# the questions to the quad store that run at a time (4 at /sparql, 3 of pages) leave half free
threads = 14
# a slow SPARQL query or upload may take its time; a dead worker is replaced
timeout = 120
graceful_timeout = 10
keepalive = 5
limit_request_line = 8190
worker_tmp_dir = "."
control_socket_disable = True
proc_name = "civic"
errorlog = "-"
loglevel = "warning"
