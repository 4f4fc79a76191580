#!/usr/bin/env bash
# Finds a Swift 6 toolchain, or sets one up, and prints where it is: `host` for a `swift` in the PATH, or else the folder of a
# small Debian system that holds one (scripts/swift.sh runs it). Progress goes to standard error.
# usage: scripts/swift-toolchain.sh [--check]
#   --check  sets nothing up: exit code 1 when there is no toolchain yet
# STEERSMAN_DEBIAN_MIRROR names a Debian mirror to use instead of the one that apt is configured with.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Debian 12 has no Swift, Debian 13 has: a Debian 13 in a folder serves every machine. The last number is that of this recipe.
SUITE=trixie
PACKAGES="swiftlang libswiftlang swiftlang-dev libc6-dev libstdc++-14-dev gcc"
root="$TOOLS/swift-6.0-$SUITE-1"

note() { say "swift: $*" >&2; }

# A toolchain of the machine itself, if it is new enough.
host_swift() {
  local version
  version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+' | head -n 1) || return 1
  [ "${version##* }" -ge 6 ]
}

# The Debian mirror that this machine takes its own packages from, as apt says it.
mirror() {
  local uri
  if [ -n "${STEERSMAN_DEBIAN_MIRROR:-}" ]; then
    say "$STEERSMAN_DEBIAN_MIRROR"
    return
  fi
  apt-get indextargets --format "\$(REPO_URI) \$(COMPONENT)" 'Created-By: Packages' |
    awk '$2 == "main" && $1 !~ /security/ { print $1; exit }' |
    while read -r uri; do
      case $uri in
        mirror+file:*) grep -m 1 -oE 'https?://[^[:space:]]+' "${uri#mirror+file:}" ;;
        http*) say "${uri%/}" ;;
      esac
    done
}

# step WHAT COMMAND...: runs it with its output in the log, and says every ten seconds that it goes on.
step() {
  local what=$1 began=$SECONDS pid
  shift
  note "$what"
  "$@" >>"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    # The sleep ends with the command, so that a short step takes no longer than it must.
    tail --pid="$pid" -f /dev/null &
    timeout 10 tail --pid="$pid" -f /dev/null || [ $((SECONDS - began)) -lt 10 ] || note "  … $((SECONDS - began)) s"
  done
  wait "$pid" || {
    tail -n 15 "$log" >&2
    fail "$what: failed; the whole output is in $log" \
      "is the Debian mirror reachable, and is there 4 GB of room in $TOOLS? Install Swift 6 yourself (https://www.swift.org/install), and it is used instead"
  }
}

if host_swift; then
  say host
  exit
fi
if [ -e "$root/.complete" ]; then
  say "$root"
  exit
fi
[ "${1:-}" != --check ] || exit 1

how="install Swift 6 (https://www.swift.org/install) so that \`swift\` is in the PATH"
[ "$(uname -s)" = Linux ] || fail "there is no Swift 6 in the PATH" "$how"
need apt-get "$how; on Debian this script would do it"
[ "$(id -u)" = 0 ] || fail "setting up a Swift toolchain needs root (it makes a small Debian system in $root)" "run $0 once as root, or $how"
need unshare "apt-get install util-linux"
need flock "apt-get install util-linux"
unshare --mount true 2>/dev/null ||
  fail "this machine does not let us mount anything (an unprivileged container?), which the toolchain needs" "$how"

mkdir -p "$TOOLS"
exec 9>"$root.lock"
flock --nonblock 9 || {
  note "another run is setting the toolchain up; waiting for it"
  flock 9
}
if [ -e "$root/.complete" ]; then
  say "$root"
  exit
fi

# Mounts live in a namespace of their own, so a run that was killed left none behind; what it left is a folder.
rm -rf "$root" "$root".new
log="$root.log"
: >"$log"
began=$SECONDS

# Proxies that apt knows, for everything that fetches.
eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
export http_proxy https_proxy

if ! command -v debootstrap >/dev/null; then
  install="apt-get -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends debootstrap"
  step "installing debootstrap" sh -c "$install || { apt-get update && $install; }"
fi
mirror=$(mirror)
[ -n "$mirror" ] || fail "apt on this machine has no Debian mirror" "name one with STEERSMAN_DEBIAN_MIRROR, or $how"

include=()
case $mirror in
  # Its own apt reads from there too.
  https:*) include=(--include=ca-certificates) ;;
esac
step "making a Debian $SUITE in $root (about 25 s)" \
  debootstrap --variant=minbase "${include[@]}" "$SUITE" "$root.new" "$mirror"
# Nobody reads manuals there, and a lost power supply costs one more run of this script.
cat >"$root.new/etc/dpkg/dpkg.cfg.d/steersman" <<'CONFIG'
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/man/*
path-exclude=/usr/share/locale/*
force-unsafe-io
CONFIG
# The compiler asks /proc where it stands.
# shellcheck disable=SC2016
step "installing Swift in it (about 40 s, 2.7 GB)" \
  unshare --mount --propagation private sh -euc '
    mount -t proc proc "$1/proc"
    mount --bind /dev "$1/dev"
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C
    chroot "$1" apt-get update
    # shellcheck disable=SC2086
    chroot "$1" apt-get install --yes --no-install-recommends $2
    chroot "$1" apt-get clean
    rm -rf "$1"/var/lib/apt/lists/*
    chroot "$1" swift --version
  ' sh "$root.new" "$PACKAGES"
touch "$root.new/.complete"
mv "$root.new" "$root"
note "ready after $((SECONDS - began)) s: $(grep -o 'Swift version [0-9.]*' "$log" | tail -n 1)"
say "$root"
