#!/usr/bin/env bash
# Builds the package for Apple's platforms, on a Mac with Xcode 16 and rustup. Not run yet: there was no Mac.
# usage: xcframework.sh [--dry-run] [--output FOLDER]
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"
need swiftc "install Xcode 16"
mkdir -p "$TARGET/apple"
swiftc -o "$TARGET/apple/xcframework" bindings-swift/swift/Tools/XCFramework/main.swift
exec "$TARGET/apple/xcframework" "$@"
