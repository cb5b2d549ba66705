package io.longwire.admission;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One element of a {@code Forwarded} header (RFC 7239). Stateless; any thread. */
final class ForwardedElement {
    private ForwardedElement() {}

    /** For whom it was forwarded; null when it does not say so by an address, or is not well-formed. */
    static @Nullable InetAddress client(String element) {
        InetAddress found = null;
        boolean named = false;
        for (int end = element.length(); end >= 0; ) {
            int semicolon = ElementsFromRight.lastOutsideQuotes(element, end, ';');
            String pair = element.substring(semicolon + 1, end).strip();
            end = semicolon;
            if (pair.toLowerCase(Locale.ROOT).startsWith("for=")) {
                String value = unquote(pair.substring("for=".length()));
                if (named || value == null) {
                    return null;
                }
                named = true;
                found = IpLiteral.parseNode(value);
            }
        }
        return found;
    }

    private static @Nullable String unquote(String value) {
        if (value.indexOf('"') < 0) {
            return value;
        }
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        String inner = quoted ? value.substring(1, value.length() - 1) : "\"";
        // No address needs an escape.
        return inner.indexOf('"') >= 0 || inner.indexOf('\\') >= 0 ? null : inner;
    }
}
