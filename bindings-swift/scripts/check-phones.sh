#!/usr/bin/env bash
# Compiles the native library's code for Android and for iPhones, as their packages build it, and stops before linking, which takes the NDK and
# Xcode. So code for these platforms that does not compile is found on any machine.
# usage: bindings-swift/scripts/check-phones.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

need_rust
need rustup "install Rust with rustup (https://rustup.rs): the standard library of other platforms comes from it"
targets=(aarch64-linux-android aarch64-apple-ios)
rustup target add "${targets[@]}" 2>/dev/null ||
  fail "the standard libraries of ${targets[*]} could not be installed" "check the network, then: rustup target add ${targets[*]}"
python="$(scripts/python-venv.sh bindings-swift/requirements-phones.txt)/bin/python"

# The C part of the TLS library is compiled on the way. It needs the header files of some libc for the processor, no more; what the caller says
# about platform and version is for clang and left out.
work="$TARGET/check-phones"
mkdir -p "$work/iPhoneOS.sdk"
compiler() {
  cat >"$work/$1" <<END
#!/usr/bin/env bash
kept=()
while [ \$# -gt 0 ]; do
  case "\$1" in
    --target=* | -miphoneos-version-min=* | -mios-version-min=*) ;;
    -arch | -isysroot | -target) shift ;;
    *) kept+=("\$1") ;;
  esac
  shift
done
exec "$python" -m ziglang cc -target $2 "\${kept[@]}"
END
  chmod +x "$work/$1"
}
compiler android-cc aarch64-linux-musl
compiler ios-cc aarch64-macos
export CC_aarch64_linux_android="$work/android-cc" CC_aarch64_apple_ios="$work/ios-cc" SDKROOT="$work/iPhoneOS.sdk"
for target in "${targets[@]}"; do
  say "compiling for $target"
  cargo check --locked --quiet --package steersman-native --no-default-features --target "$target"
done
say "the native library compiles for ${targets[*]}"
