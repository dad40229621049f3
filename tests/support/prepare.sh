# Shared by ./whybounce, ./run-tests and .ci/run; sourced, not run. All messages go to stderr, standard input is left alone.

packages_to_build=(g++ cmake ninja-build libboost-dev libboost-program-options-dev libfmt-dev rapidjson-dev libarchive-dev)
packages_to_test=(catch2 python3 jq libxml2-utils)
packages_of_ci=(clang-format clang-tidy ccache)

say() { printf 'whybounce: %s\n' "$*" >&2; }

# Ends the script with the status that stands for a failed build.
give_up() {
    say "$1"
    exit 70
}

missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || printf '%s\n' "$package"
    done
}

# Installs what is missing; says what to do where that is not allowed.
install_packages() {
    local missing
    command -v dpkg-query >/dev/null || { say "this is no Debian system; these must be there: $*"; return 0; }
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -eq 0 ] && return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null || give_up "these packages are missing; ask root to run: apt-get install ${missing[*]}"
        as_root=(sudo -n)
    fi
    say "installing ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" </dev/null >&2 2>&1 && return 0
    "${as_root[@]}" apt-get update </dev/null >&2 2>&1
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" </dev/null >&2 2>&1 ||
        give_up "apt-get could not install: ${missing[*]}"
}

# configure_and_build ROOT PRESET [TARGET...]
configure_and_build() {
    local root=$1 preset=$2
    shift 2
    local targets=()
    [ "$#" -gt 0 ] && targets=(--target "$@")
    (cd "$root" && cmake --preset "$preset" && cmake --build --preset "$preset" "${targets[@]}") </dev/null >&2 || return 70
}
