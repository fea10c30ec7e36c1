# Sourced by server/run, tests/run and .ci/run: which Debian packages what needs, and how to get the missing ones.
# Nothing is touched when all are there; that check takes a few milliseconds.

packages_build=(
  gcc libc6-dev cmake ninja-build pkg-config gettext python3-minimal
  libmicrohttpd-dev libsqlite3-dev libsodium-dev liboath-dev uuid-dev libicu-dev libstemmer-dev libjansson-dev
  libconfuse-dev libseccomp-dev
)
packages_test=(
  libcmocka-dev python3 clang libclang-rt-14-dev clang-format clang-tidy llvm universal-ctags faketime sqlite3 curl git ca-certificates procps
  chromium fonts-dejavu-core fonts-noto-core
  g++ liblemon-dev coinor-libcbc-dev
)

# What tests/bench/run full measures beside the product.
packages_bench=(g++ liblemon-dev coinor-libcbc-dev postgresql-15 python3-xapian nginx-light wrk)

# Of the names given, those that are not installed.
missing_packages() {
  local name state installed=" "
  while read -r name state; do
    [ "$state" = installed ] && installed+="$name "
  done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  for name; do
    case $installed in *" $name "*) ;; *) echo "$name" ;; esac
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo DEBIAN_FRONTEND=noninteractive "$@"
  else
    echo "These Debian packages are missing; please have them installed (apt-get install $missing)" >&2
    return 1
  fi
}

# need_packages NAME...: installs what is missing.
need_packages() {
  local missing said
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  echo "Installing: $missing" >&2
  as_root apt-get update -q >/dev/null 2>&1 || true
  # shellcheck disable=SC2086 — a list of names
  said=$(as_root apt-get install -y -q --no-install-recommends $missing 2>&1) || {
    echo "$said" >&2
    echo "Installing failed. By hand: apt-get update && apt-get install $missing" >&2
    return 1
  }
}

# Node of any origin will do; Debian's is taken when there is none.
need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || need_packages nodejs npm
}

# build_preset NAME DIR: configures once, then builds what changed; says nothing when nothing did.
build_preset() {
  local preset=$1 dir=$2 log=$2/build.log pid code=0
  [ -e "$dir/build.ninja" ] || {
    echo "Configuring $preset ..." >&2
    mkdir -p "$dir"
    cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; return 1; }
  }
  # ninja stays in the foreground, so that Ctrl-C stops it; who waits longer than a moment is told why.
  (sleep 0.75 >/dev/null 2>&1 && echo "Building $preset (details: $log) ..." >&2) &
  pid=$!
  ninja -C "$dir" -k 20 >"$log" 2>&1 || code=$?
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  [ "$code" = 0 ] || {
    grep -vE '^(\[[0-9]+/[0-9]+\] )?(Building|Linking|Generating|Re-checking|ninja: Entering)' "$log" >&2 || true
    echo "Building $preset failed; all of it is in $log" >&2
    return 1
  }
}
