#!/bin/sh
# Make the secrets that are not there yet: one file each in docker/secrets/, 64 hexadecimal digits.
# The folder is for its owner alone; the files in it are readable, because each container's user
# reads its own through a mount of that one file.
set -eu

folder="$(dirname "$0")/secrets"
mkdir -p "$folder"
chmod 700 "$folder"
for name in secret_key database_password redis_password store_password admin_password; do
    file="$folder/$name"
    if [ -s "$file" ]; then
        echo "$file: kept"
    else
        od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$file.part"
        chmod 444 "$file.part"
        mv "$file.part" "$file"
        echo "$file: made"
    fi
done
