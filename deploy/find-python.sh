#!/bin/sh
# Prints the newest Python that Parley supports on this machine, or says what is missing.
# Looks on the PATH and where pyenv and Debian put interpreters; PYTHON=... overrides.
set -u
usable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        >/dev/null 2>&1
}
if [ -n "${PYTHON:-}" ]; then
    if usable "$PYTHON"; then
        command -v "$PYTHON"
        exit 0
    fi
    echo "PYTHON=$PYTHON is no Python 3.11 to 3.13 with venv." >&2
    exit 1
fi
for version in 3.13 3.12 3.11; do
    for candidate in \
        "python$version" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version"*/bin/python \
        "/usr/local/bin/python$version" \
        "/opt/python/$version/bin/python"; do
        if usable "$candidate"; then
            command -v "$candidate"
            exit 0
        fi
    done
done
for candidate in python3 python; do
    if usable "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Parley needs Python 3.11, 3.12 or 3.13 with venv (Debian: apt install python3 python3-venv)." >&2
exit 1
