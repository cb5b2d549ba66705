package io.longwire.config;

/**
 * A value as somebody gave it. Immutable.
 *
 * @param origin where it stands, in words
 */
record Given(String text, String origin) {}
