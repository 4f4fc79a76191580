"use strict";

// Finds the native part: in the folder of the package when it was built here, else in the package of this platform.

const triples = {
  "linux-x64": ["linux-x64-gnu", "linux-x64-musl"],
  "linux-arm64": ["linux-arm64-gnu", "linux-arm64-musl"],
  "darwin-x64": ["darwin-x64"],
  "darwin-arm64": ["darwin-arm64"],
  "win32-x64": ["win32-x64-msvc"],
  "win32-arm64": ["win32-arm64-msvc"],
};

function load() {
  const platform = `${process.platform}-${process.arch}`;
  const problems = [];
  for (const triple of triples[platform] ?? []) {
    for (const place of [`../../steersman.${triple}.node`, `@steersman/${triple}`]) {
      try {
        return require(place);
      } catch (error) {
        // Not being there is said once, below; everything else is the real cause.
        const absent = error.code === "MODULE_NOT_FOUND" && String(error.message).includes(place);
        if (!absent) problems.push(error);
      }
    }
  }
  const known = triples[platform];
  const text =
    known === undefined
      ? `steersman has no native part for ${platform}; there is one for ${Object.keys(triples).join(", ")}`
      : problems.length > 0
        ? `the native part of steersman for ${platform} cannot be loaded: ${problems.map((error) => error.message).join("; ")}`
        : `the native part of steersman for ${platform} is not installed: ${known.map((triple) => `@steersman/${triple}`).join(" or ")} ` +
          "is an optional dependency; install without --no-optional, and with the lock file of this platform";
  throw new Error(text, problems.length > 0 ? { cause: problems[0] } : undefined);
}

module.exports = load();
