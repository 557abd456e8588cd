# Sourced by tools/run and tools/test: makes .venv ready, with what it needs from the system on Debian and Ubuntu.
# Bash 3.2 (macOS) will do.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

say() { printf '%s\n' "$*" >&2; }

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 \
            && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s' "$name"
            return
        fi
    done
    say "lyria-osc needs Python 3.11 or newer: see https://www.python.org/downloads/"
    return 1
}

# Installs those of the named packages that are missing; says how where it may not.
need_packages() {
    command -v apt-get >/dev/null 2>&1 || return 0
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0
    local become=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            become=(sudo)
        else
            say "not installed: ${missing[*]}. As an administrator: apt-get install ${missing[*]}"
            return 0
        fi
    fi
    ${become[@]+"${become[@]}"} apt-get update -qq >&2 || true
    local known=()
    for package in "${missing[@]}"; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            known+=("$package")
        else
            say "this system has no package $package"
        fi
    done
    [ "${#known[@]}" -eq 0 ] && return 0
    say "installing ${known[*]}"
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends)
    ${become[@]+"${become[@]}"} "${install[@]}" "${known[@]}" >&2 || say "could not be installed: ${known[*]}"
}

# Installs a package for a command that may have come with another.
need_command() {
    command -v "$1" >/dev/null 2>&1 || need_packages "$2"
}

# Makes .venv with the project and the named extras, once for each state of pyproject.toml.
need_venv() {
    local extras=$1 python stamp
    python=$(find_python) || return 1
    if ! [ -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        "$python" -c 'import ensurepip' 2>/dev/null || need_packages python3-venv
        say "making .venv"
        "$python" -m venv --clear .venv || return 1
    fi
    stamp=".venv/made-$(cksum <pyproject.toml | cut -d' ' -f1)$extras"
    if ! [ -e "$stamp" ]; then
        say "installing lyria-osc into .venv"
        .venv/bin/python -m pip install -q --disable-pip-version-check -e ".$extras" >&2 || return 1
        touch "$stamp"
    fi
}

# Puts an npm package into .venv/node.
need_node() {
    [ -d ".venv/node/node_modules/${1%@*}" ] && return 0
    command -v npm >/dev/null 2>&1 || { say "npm is not there: the tests of $1 will fail"; return 0; }
    npm install --silent --no-fund --no-audit --prefix .venv/node "$1" >&2
}
