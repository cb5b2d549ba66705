package io.longwire.config;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A setting has a value that is not allowed; the message is one line with its name, the value and what is allowed. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    /** Text of a stranger made fit for one line: what breaks, hides or turns text is replaced. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }

    /** Why a file cannot be read, in few words. */
    static String reason(Exception unreadable) {
        return unreadable instanceof NoSuchFileException
                ? "there is no such file"
                : unreadable instanceof AccessDeniedException
                        ? "permission denied"
                        : unreadable instanceof CharacterCodingException
                                ? "it is not UTF-8"
                                : unreadable.getClass().getSimpleName();
    }

    /** One line: the name, the value as far as it can be shown, and what is allowed. */
    public static SettingException notAllowed(String name, String value, String allowed) {
        String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        return new SettingException(name + "=" + oneLine(shown) + " is not allowed: " + allowed);
    }
}
