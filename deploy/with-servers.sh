#!/bin/sh
# Runs a command with a real Kafka and Elasticsearch of its own, and removes them afterwards:
#   deploy/with-servers.sh .venv/bin/parley bench pipeline --shell cluster
# Says so and does nothing where Java or Maven is missing.
set -eu
for need in java mvn; do
    if ! command -v "$need" >/dev/null; then
        echo "left out, there is no $need here: $*" >&2
        exit 0
    fi
done
parley=$1
data=$(mktemp -d)
chmod 755 "$data"
trap '"$parley" --data-dir "$data" cluster reset --yes >/dev/null 2>&1; rm -rf "$data"' EXIT
lines=$("$parley" --data-dir "$data" cluster up)
eval "$lines"
"$@"
