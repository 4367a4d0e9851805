#!/bin/sh
# techwatch by hand, as its service runs it: the same user, home, cache and variables.
# Installed as /usr/local/bin/techwatch, then for example: sudo techwatch doctor
if [ "$(id -u)" -ne 0 ]; then
    echo "techwatch: write sudo before it" >&2
    exit 1
fi
exec setpriv --reuid=techwatch --regid=techwatch --init-groups --reset-env /bin/sh -c '
    umask 077
    export TECHWATCH_HOME=/srv/techwatch XDG_CACHE_HOME=/var/cache/techwatch
    set -a; . /etc/techwatch/environment; set +a
    cd "$TECHWATCH_HOME" || cd /
    exec /opt/techwatch/.venv/bin/techwatch "$@"
' techwatch "$@"
