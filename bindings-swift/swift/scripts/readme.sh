#!/usr/bin/env bash
# Makes one program of the Swift blocks of README.md; test.sh runs it. A block is the body of a function of its own.
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"
cd bindings-swift/swift
mkdir -p Tests/Readme
awk '
  BEGIN { print "import Foundation\nimport Steersman\n" }
  /^```swift$/ { number++; inside = 1; printf "func block%d() async throws {\n", number; next }
  /^```$/ && inside { inside = 0; print "}\n"; next }
  inside && /^import / { next }
  inside { print "    " $0 }
  END { for (i = 1; i <= number; i++) printf "print(\"== block %d\")\ntry await block%d()\n", i, i }
' README.md >Tests/Readme/main.swift.new
cmp -s Tests/Readme/main.swift.new Tests/Readme/main.swift || cp Tests/Readme/main.swift.new Tests/Readme/main.swift
rm Tests/Readme/main.swift.new
