package io.longwire.event;

import java.security.SecureRandom;

/** The short name a log got when it was first made; it ends every id of that log. Stateless; any thread. */
public final class LogTag {
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 6;

    private LogTag() {}

    /** A fresh tag, 30 random bits: two logs in a row of restarts practically never share one. */
    public static String random() {
        var random = new SecureRandom();
        var tag = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            tag.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return tag.toString();
    }

    /** 1 to 16 lower-case letters and digits. */
    public static boolean isValid(String tag) {
        if (tag.isEmpty() || tag.length() > 16) {
            return false;
        }
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }
}
