#!/bin/sh
# What the tests need beside Python packages: a PostgreSQL server, a browser, mkvmerge, and a font to draw subtitles with.
# As root on Debian they are installed, elsewhere this says what to install.
set -eu

missing=""
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -x /usr/lib/chromium/chromium ] || command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v mkvmerge >/dev/null 2>&1 || missing="$missing mkvtoolnix"
fc-list 2>/dev/null | grep -q DejaVuSans.ttf || missing="$missing fontconfig fonts-dejavu-core"

[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  # A server of the distribution's own must not be started: the tests start theirs.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  apt-get install -qq -y --no-install-recommends $missing >/dev/null
else
  echo "The tests need:$missing. Install these packages (Debian: apt-get install$missing) and run make test again." >&2
  exit 1
fi
