#!/usr/bin/env bash
# Runs `swift`, from the machine or from the toolchain of scripts/swift-toolchain.sh, in the current folder.
# usage: scripts/swift.sh ARGUMENT...        `scripts/swift.sh build`, as `swift build`
#        scripts/swift.sh --exec COMMAND...  any command beside it, such as a program that was built
# In a toolchain of ours the command sees this checkout and cargo's target folder at the paths that they have here, the
# network, and the variables of the environment. Mounts are private to it and end with it, however it ends.
here=$PWD
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

command=(swift)
if [ "${1:-}" = --exec ]; then
  shift
  command=()
fi
[ $# -gt 0 ] || fail "no command" "scripts/swift.sh --version"
command+=("$@")

root=$(scripts/swift-toolchain.sh)
if [ "$root" = host ]; then
  cd "$here"
  exec "${command[@]}"
fi

[ "$(id -u)" = 0 ] || fail "the Swift toolchain in $root needs root to run" "run this as root, or install Swift 6 in the PATH"
case $here in
  "$PWD" | "$PWD"/*) ;;
  *) fail "$here is outside the checkout" "run scripts/swift.sh in a folder of $PWD" ;;
esac
mkdir -p "$TARGET/swift/home"
TARGET=$(cd "$TARGET" && pwd)
# SwiftPM keeps caches in the home folder.
export HOME="$TARGET/swift/home" LC_ALL=C.UTF-8
# shellcheck disable=SC2016
exec unshare --mount --propagation private sh -euc '
  root=$1 checkout=$2 target=$3 here=$4
  shift 4
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  for folder in "$checkout" "$target"; do
    mkdir -p "$root$folder"
    mount --rbind "$folder" "$root$folder"
  done
  exec chroot "$root" /usr/bin/env -C "$here" "$@"
' sh "$root" "$PWD" "$TARGET" "$here" "${command[@]}"
