# shellcheck shell=bash
# Sourced by the scripts that need a JDK of a certain version.

jdk_home() { # jdk_home MAJOR: prints the home of an installed JDK of that version, or fails
    local home
    for home in /usr/lib/jvm/*; do
        if [[ ! -L $home && -x $home/bin/javac && -f $home/release ]] \
            && grep -q "^JAVA_VERSION=\"$1[.\"]" "$home/release"; then
            printf '%s\n' "$home"
            return
        fi
    done
    return 1
}
