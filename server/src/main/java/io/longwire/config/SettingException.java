package io.longwire.config;

/** A setting has a value that is not allowed; the message is one line with its name, the value and what is allowed. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    static SettingException notAllowed(String name, String value, String allowed) {
        String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        String line = shown.replaceAll("\\p{Cntrl}", "?");
        return new SettingException(name + "=" + line + " is not allowed: " + allowed);
    }
}
