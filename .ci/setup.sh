# What ./run, ./test and .ci/run have in common: Debian packages, and building a preset. Sourced, not run.

readonly BUILD_PACKAGES="g++ cmake ninja-build pkg-config ccache mold libyaml-dev libyaml-cpp-dev nlohmann-json3-dev libsimdjson-dev
    libfmt-dev libre2-dev libssl-dev libcurl4-openssl-dev libarchive-dev libboost-dev libcli11-dev
    librsvg2-dev fonts-dejavu-core"
readonly DESKTOP_PACKAGES="qt6-base-dev qt6-charts-dev qt6-svg-dev libqt6opengl6-dev libxkbcommon-dev
    libgl1-mesa-dev libvulkan-dev"
readonly TEST_PACKAGES="python3 python3-jsonschema python3-yaml openssl git poppler-utils strace"
readonly PACKAGE_PACKAGES="lowdown dpkg-dev file"
readonly CI_PACKAGES="clang-19 libclang-rt-19-dev libbenchmark-dev golang-go
    golang-github-julienschmidt-httprouter-dev chromium"

say() { printf '== %s\n' "$*"; }

# Installs those of the named Debian packages that are missing.
install_packages() {
    local missing="" package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=" $package"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || { echo "missing packages, and no apt-get to install them:$missing" >&2; return 1; }
    local as_root=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "missing packages; install them as root:$missing" >&2; return 1; }
        as_root=sudo
    fi
    say "installing$missing"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# build_preset PRESET [TARGET...]: configures and builds; extra cmake switches come from CONFIGURE_SWITCHES.
build_preset() {
    local preset=$1 log
    shift
    if command -v ccache >/dev/null; then
        export CMAKE_CXX_COMPILER_LAUNCHER="${CMAKE_CXX_COMPILER_LAUNCHER:-ccache}"
        # Clones in other folders share what was compiled before.
        export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$PWD}" CCACHE_NOHASHDIR=1
        # Without these it keeps nothing that was compiled with precompiled headers.
        export CCACHE_SLOPPINESS=pch_defines,time_macros
    fi
    say "configuring the $preset build"
    log=$(mktemp)
    cmake --preset "$preset" ${CONFIGURE_SWITCHES:-} >"$log" 2>&1 || { cat "$log"; rm -f "$log"; return 1; }
    rm -f "$log"
    say "building ${*:-everything} ($preset)"
    cmake --build --preset "$preset" -j "$(nproc)" ${@:+--target "$@"}
}
