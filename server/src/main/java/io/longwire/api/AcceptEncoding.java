package io.longwire.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * What {@code Accept-Encoding} says of the codings that streams can have (RFC 9110, 12.5.3). Weights are in thousandths;
 * 0 means that the client does not accept it. Immutable.
 *
 * @param gzip weight of gzip, also under its old name x-gzip
 * @param identity weight of no coding; where nothing is said of it, as much as the most wanted coding has
 */
record AcceptEncoding(int gzip, int identity) {
    private static final int FULL = 1000;
    private static final int UNSAID = -1;

    static AcceptEncoding of(HttpHeaders headers) {
        int gzip = UNSAID;
        int identity = UNSAID;
        int any = UNSAID;
        int most = 0;
        List<String> lines = headers.getAll(HttpHeaderNames.ACCEPT_ENCODING);
        for (String line : lines) {
            for (String element : line.split(",", -1)) {
                String[] parts = element.split(";", -1);
                String coding = parts[0].strip();
                int weight = weight(parts);
                if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
                    gzip = Math.max(gzip, weight);
                } else if (coding.equalsIgnoreCase("identity")) {
                    identity = Math.max(identity, weight);
                } else if (coding.equals("*")) {
                    any = Math.max(any, weight);
                }
                most = Math.max(most, coding.isEmpty() ? 0 : weight);
            }
        }
        int gzipWeight = gzip != UNSAID ? gzip : Math.max(any, 0);
        // Without a word on it no coding is always acceptable, but for a * that shuts out all that is not named.
        int identityWeight = identity != UNSAID ? identity : any == 0 ? 0 : most == 0 ? FULL : most;
        return new AcceptEncoding(gzipWeight, identityWeight);
    }

    /** The weight of an element; a weight that is none counts as 0, so that nobody gets what they may not want. */
    private static int weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.regionMatches(true, 0, "q=", 0, 2)) {
                String text = part.substring(2).strip();
                if (!text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?")) {
                    return 0;
                }
                return (int) Math.round(Double.parseDouble(text) * FULL);
            }
        }
        return FULL;
    }
}
