#!/usr/bin/env bash
# Installs Debian's headless Chromium and the fonts that the page is drawn with, where they are missing.
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

packages=(chromium-headless-shell fonts-inter fonts-jetbrains-mono fonts-noto-color-emoji)
missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  fail "these packages are missing: ${missing[*]}" "install them as root (Debian: apt-get install ${missing[*]})"
fi
say "installing ${missing[*]}"
# The lists may be old: then they are read again, once.
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1; }
install || { apt-get update -qq && install; } || fail "they could not be installed" "apt-get install ${missing[*]}"
