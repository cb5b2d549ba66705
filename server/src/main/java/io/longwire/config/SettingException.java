package io.longwire.config;

/** A setting has a value that is not allowed; the message is one line with its name, the value and what is allowed. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    /** One line: the name, the value as far as it can be shown, and what is allowed. */
    public static SettingException notAllowed(String name, String value, String allowed) {
        return new SettingException(name + "=" + shown(value) + " is not allowed: " + allowed);
    }

    /** What somebody wrote, fit for one line: cut at 80 characters, without control characters. */
    static String shown(String value) {
        String cut = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
