package io.longwire.api;

import io.longwire.http.RequestException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats a body may have. */
enum ContentType {
    FORM,
    JSON,
    NDJSON,
    TEXT;

    /** Throws {@link RequestException} (415), naming what is accepted, for anything else. */
    static ContentType of(@Nullable String header) {
        String text = header == null ? "" : header;
        String[] parts = text.split(";", -1);
        ContentType type = switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/x-www-form-urlencoded" -> FORM;
            case "application/json" -> JSON;
            case "application/x-ndjson", "application/ndjson" -> NDJSON;
            case "text/plain" -> TEXT;
            default -> throw unsupported();
        };
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("charset=")) {
                String charset = parameter.substring("charset=".length()).replace("\"", "");
                if (!charset.equals("utf-8") && !charset.equals("us-ascii")) {
                    throw unsupported();
                }
            }
        }
        return type;
    }

    private static RequestException unsupported() {
        return new RequestException(
                HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                "accepted are application/x-www-form-urlencoded, application/json, application/x-ndjson and text/plain,"
                        + " in UTF-8");
    }
}
