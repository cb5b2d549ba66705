# shellcheck shell=bash
# The images: base images of the names that Dockerfile.sse asks for, made here once, and the image itself. Sourced by .ci/container.sh.
: "${root:?}" "${work:?}" "${image:?}"

install_missing() {
    local packages=() tool
    for tool in buildah podman podman-compose runc debootstrap jq curl iptables ip:iproute2 node:nodejs; do
        command -v "${tool%%:*}" >/dev/null || packages+=("${tool##*:}")
    done
    [[ -x /usr/lib/podman/netavark || -x /usr/libexec/podman/netavark ]] || packages+=(netavark aardvark-dns)
    ((${#packages[@]} == 0)) && return
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

podman_settings() {
    cat >"$work/containers.conf" <<EOF
[containers]
default_ulimits = ["nofile=$(ulimit -Hn):$(ulimit -Hn)", "nproc=16384:16384"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
[network]
network_backend = "netavark"
EOF
    export CONTAINERS_CONF=$work/containers.conf
}

# Base images of the names that Dockerfile.sse asks for, out of this machine's packages and JDK 25: made once, then kept.
base_images() {
    local jdk from
    if ! buildah inspect --type image localhost/eclipse-temurin:25-jre >/dev/null 2>&1; then
        jdk=$(jdk_home 25) || { echo 'container: there is no JDK 25 under /usr/lib/jvm' >&2; return 1; }
        debootstrap --variant=minbase --include=ca-certificates bookworm "$work/rootfs" \
            "$(apt-get indextargets --format "\$(REPO_URI)" | grep -m1 '/debian/\?$')" >"$work/debootstrap.log" \
            || { cat "$work/debootstrap.log"; return 1; }
        cp -a /etc/ssl/certs/. "$work/rootfs/etc/ssl/certs/"
        mkdir -p "$work/rootfs/opt/java"
        cp -a "$jdk" "$work/rootfs/opt/java/openjdk"
        from=$(buildah from scratch)
        buildah add -q "$from" "$work/rootfs" / >/dev/null
        buildah config --env JAVA_HOME=/opt/java/openjdk \
            --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$from"
        buildah commit -q "$from" localhost/eclipse-temurin:25-jre >/dev/null
        buildah rm "$from" >/dev/null
        rm -rf "$work/rootfs"
    fi
    if ! buildah inspect --type image localhost/maven:3-eclipse-temurin-25 >/dev/null 2>&1; then
        from=$(buildah from --pull-never localhost/eclipse-temurin:25-jre)
        # shellcheck disable=SC2016
        buildah run --isolation chroot "$from" -- sh -c \
            'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven >/dev/null'
        buildah commit -q "$from" localhost/maven:3-eclipse-temurin-25 >/dev/null
        buildah rm "$from" >/dev/null
    fi
}

# The tree as git has it, and beside it what must not get into the image.
build() { # build [OPTION-OF-BUILDAH...]
    local context=$work/context
    mkdir "$context"
    git -C "$root" ls-files -z --cached --others --exclude-standard | (cd "$root" && tar --null -T - -c) | tar -x -C "$context"
    mkdir -p "$context/data" "$context/logs"
    printf 'SSE_PUBLISH_KEY=canary-of-the-image\n' | tee "$context/.env" "$context/data/x" "$context/logs/x.log" \
        "$context/docker/.env" >/dev/null
    buildah bud "$@" --isolation chroot --pull-never --layers --format docker \
        --build-context maven:3-eclipse-temurin-25=container-image://localhost/maven:3-eclipse-temurin-25 \
        --build-context eclipse-temurin:25-jre=container-image://localhost/eclipse-temurin:25-jre \
        -v "$HOME/.m2:/root/.m2" -f "$context/Dockerfile.sse" -t "$image" "$context" >"$work/build.log" 2>&1 \
        || { tail -50 "$work/build.log"; return 1; }
}
