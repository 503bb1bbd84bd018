#!/bin/sh
# Finds a Python new enough and hands over to the launcher: start.sh up|manage|test|bench|lint [arguments].
# Kept to plain sh, so that an old or missing Python gives a sentence instead of a syntax error.
set -eu

launcher=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    # Named by a person: another one in its place would surprise her.
    if new_enough "$PYTHON"; then
        exec "$PYTHON" "$launcher/__main__.py" "$@"
    fi
    echo "PYTHON=$PYTHON does not run, or is older than Python 3.11: $("$PYTHON" --version 2>&1 | tail -n 1)" >&2
    exit 1
fi

for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
    if new_enough "$candidate"; then
        exec "$candidate" "$launcher/__main__.py" "$@"
    fi
done

found=$(python3 --version 2>/dev/null || echo "no python3 at all")
echo "Minbao needs Python 3.11 or newer; found: $found." >&2
echo "Install a newer Python, or name it: PYTHON=/path/to/python3.11 bin/$1" >&2
exit 1
