#!/bin/sh
# Write the portal's settings from the environment and the secrets, then become the web server,
# the worker, or whatever command is given.
set -eu
umask 077

secret() {
    file="${CIVIC_SECRETS:-/run/secrets}/$1"
    if [ ! -f "$file" ] || [ ! -s "$file" ]; then
        echo "The secret $1 is missing. Run docker/make-secrets.sh on the host." >&2
        return 1
    fi
    cat "$file"
}

# web and worker must share it, or each other's tokens and sessions mean nothing to them
secret_key="$(secret secret_key)"
database_password="$(secret database_password)"
redis_password="$(secret redis_password)"
store_password="$(secret store_password)"
CKAN_SQLALCHEMY_URL="postgresql://ckan:${database_password}@db/ckan"
CKAN_REDIS_URL="redis://:${redis_password}@redis:6379/0"
export CKAN_SQLALCHEMY_URL CKAN_REDIS_URL

settings="$(mktemp)"
cat >"$settings" <<EOF
[app:main]
SECRET_KEY = ${secret_key}
sqlalchemy.url = ${CKAN_SQLALCHEMY_URL}
ckan.redis.url = ${CKAN_REDIS_URL}
ckan.plugins = ${CKAN__PLUGINS}
ckan.site_title = ${CIVIC_SITE_TITLE}
ckan.views.default_views = text_view image_view
ckan.locale_default = en_GB
ckan.display_timezone = Europe/London
ckan.jobs.timeout = 3600
ckan.auth.anon_create_dataset = false
ckan.auth.create_unowned_dataset = false
ckan.auth.create_dataset_if_not_in_organization = false
ckan.auth.user_create_groups = false
ckan.auth.user_create_organizations = false
ckan.auth.create_user_via_api = false
ckan.auth.create_user_via_web = false
ckan.auth.public_user_details = false
ckanext.dcat.rdf.profiles = civic_dcat_ap
ckanext.civic.harmonise.uri_base = ${CKAN_SITE_URL}
ckanext.civic.harmonise.vocabulary_base = ${CIVIC_VOCABULARY_BASE:-${CKAN_SITE_URL}}
ckanext.civic.rdf.store_query_url = ${CIVIC_STORE_URL}/query
ckanext.civic.rdf.store_update_url = ${CIVIC_STORE_URL}/update
ckanext.civic.rdf.store_graph_url = ${CIVIC_STORE_URL}/store
ckanext.civic.rdf.store_user = civic
ckanext.civic.rdf.store_password = ${store_password}
ckanext.civic.rdf.store_union_parameter =
EOF
ckan config-tool "$CKAN_INI" -f "$settings"
rm -f "$settings"

case "${1:-web}" in
    web)
        # the image's start script makes the first administrator from these
        CKAN_SYSADMIN_PASSWORD="$(secret admin_password)"
        export CKAN_SYSADMIN_PASSWORD
        exec /srv/app/start_ckan.sh
        ;;
    worker) exec ckan -c "$CKAN_INI" jobs worker ;;
    *) exec "$@" ;;
esac
