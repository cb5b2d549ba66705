#!/usr/bin/env bash
# Checks the Compose, Swarm and Kubernetes files, without a Docker daemon and without a cluster:
#   yamllint; docker-compose (Debian's, 1.29) with exactly the .env of the guide and its tuning blocks; each Kubernetes
#   manifest against the schema of its kind; settings, ports, user and numbers against the catalogue, the image and the
#   guide.
# Whatever is missing and cannot be installed is a failure, never a skip.
set -euo pipefail
export LC_ALL=C.UTF-8

cd "$(dirname "${BASH_SOURCE[0]}")/.."

die() {
    printf 'manifests: %s\n' "$*" >&2
    exit 1
}

install_missing() {
    local missing=() name
    for name in docker-compose yamllint node npm git; do
        command -v "$name" >/dev/null || missing+=("${name/#node/nodejs}")
    done
    ((${#missing[@]})) || return 0
    printf 'manifests: installing %s\n' "${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || die "apt-get update failed, and ${missing[*]} is missing"
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || die "cannot install ${missing[*]}"
}

install_missing

mapfile -d '' -t yaml < <(git ls-files -z --cached --others --exclude-standard '*.yml' '*.yaml')
((${#yaml[@]} >= 10)) || die "only ${#yaml[@]} YAML files were found"
yamllint --strict -c .ci/manifests/yamllint.yaml "${yaml[@]}"
printf '%d YAML files are well written.\n' "${#yaml[@]}"

# Debian's docker-compose is a module of the system's Python.
/usr/bin/python3 .ci/manifests/limits.py . docker-compose-sse.yml 2.0 2G 512M
echo 'docker-compose holds the limits.'

cd .ci/manifests
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || die 'npm ci failed'
node check.mjs
