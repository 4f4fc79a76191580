// What this machine is called, and what its libraries are called.

/** The platforms that there are packages for, with what npm says of them. */
export const platforms = [
  { triple: "darwin-arm64", os: "darwin", cpu: "arm64" },
  { triple: "darwin-x64", os: "darwin", cpu: "x64" },
  { triple: "linux-arm64-gnu", os: "linux", cpu: "arm64", libc: "glibc" },
  { triple: "linux-arm64-musl", os: "linux", cpu: "arm64", libc: "musl" },
  { triple: "linux-x64-gnu", os: "linux", cpu: "x64", libc: "glibc" },
  { triple: "linux-x64-musl", os: "linux", cpu: "x64", libc: "musl" },
  { triple: "win32-arm64-msvc", os: "win32", cpu: "arm64" },
  { triple: "win32-x64-msvc", os: "win32", cpu: "x64" },
];

export function triple() {
  const libc = process.report.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc";
  const fits = (one) => one.os === process.platform && one.cpu === process.arch && (one.libc ?? libc) === libc;
  const found = platforms.find(fits);
  if (found === undefined) throw new Error(`no package is made for ${process.platform}-${process.arch}`);
  return found.triple;
}

export function libraryName() {
  if (process.platform === "win32") return "steersman_node.dll";
  return process.platform === "darwin" ? "libsteersman_node.dylib" : "libsteersman_node.so";
}
