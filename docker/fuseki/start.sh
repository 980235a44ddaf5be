#!/bin/sh
# Start Fuseki for one user, "civic", whose password is a secret.
set -eu
umask 077

folder="${FUSEKI_FOLDER:-/fuseki}"
secret="${CIVIC_SECRETS:-/run/secrets}/store_password"
passwords="${TMPDIR:-/tmp}/fuseki-passwords"
if [ ! -f "$secret" ] || [ ! -s "$secret" ]; then
    echo "The secret store_password is missing. Run docker/make-secrets.sh on the host." >&2
    exit 1
fi
printf 'civic: %s\n' "$(cat "$secret")" >"$passwords"
export FUSEKI_BASE="${TMPDIR:-/tmp}/fuseki-base"

# shellcheck disable=SC2086 # options are words
exec java ${JAVA_OPTIONS:--Xmx2g} -XX:+ExitOnOutOfMemoryError -jar "$folder/fuseki.jar" \
    --ping --port="${FUSEKI_PORT:-3030}" \
    --auth=basic --passwd="$passwords" --config="$folder/config.ttl"
