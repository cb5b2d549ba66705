package io.longwire.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a request's head before they are decoded, and stops at the first that HTTP does not allow there.
 * Decoders are lenient, each in its own way; where a proxy in front is lenient in another, one of them sees a request
 * that the other does not. A line ends with CR LF or, as nginx takes it, with LF alone.
 *
 * <p>It is given each byte once, from the end of the request before. One per connection, on its loop.
 */
final class HeadCheck implements ByteProcessor {
    static final int MAX_FIELDS = 100;

    private static final byte TLS_HANDSHAKE = 0x16;
    private static final String VERSION = "HTTP/d.d";
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (int c = '!'; c <= '~'; c++) {
            TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
    }

    private enum Place {
        BEFORE,
        METHOD,
        TARGET,
        VERSION,
        FIELD,
        NAME,
        VALUE,
        COMPLETE
    }

    private Place place = Place.BEFORE;
    private boolean afterCr;
    /** Bytes of target or version so far. */
    private int length;

    private int fields;
    private boolean tls;
    private @Nullable RequestException flaw;

    /** Expects the next head. */
    void begin() {
        place = Place.BEFORE;
        length = 0;
        fields = 0;
    }

    /** Whether the head's last byte was given. */
    boolean isComplete() {
        return place == Place.COMPLETE;
    }

    /** Whether the head has begun, empty lines before it apart, and is not complete. */
    boolean isArriving() {
        return place != Place.BEFORE && place != Place.COMPLETE;
    }

    /** What the answer must be; null as long as all is well. */
    @Nullable
    RequestException flaw() {
        return flaw;
    }

    /** Whether the first byte was that of a TLS handshake. */
    boolean isTls() {
        return tls;
    }

    /** Whether more is wanted; not at the end of the head, nor at a flaw. */
    @Override
    public boolean process(byte b) {
        if (afterCr) {
            afterCr = false;
            return b == '\n' ? lineEnds() : isWrong("a CR must be followed by LF");
        }
        return switch (place) {
            case BEFORE -> before(b);
            case METHOD -> method(b);
            case TARGET -> target(b);
            case VERSION -> version(b);
            case FIELD -> field(b);
            case NAME -> name(b);
            case VALUE -> value(b);
            case COMPLETE -> false;
        };
    }

    private boolean before(byte b) {
        if (b == '\r' || b == '\n') {
            return mayEnd(b);
        }
        if (b == TLS_HANDSHAKE) {
            tls = true;
            return isWrong("this port speaks plain HTTP, not TLS");
        }
        place = Place.METHOD;
        return isToken(b) || isWrong("a request begins with its method");
    }

    private boolean method(byte b) {
        if (b == ' ') {
            place = Place.TARGET;
            return true;
        }
        return isToken(b) || isWrong("one space divides method and target");
    }

    private boolean target(byte b) {
        if (b == ' ' && length > 0) {
            place = Place.VERSION;
            length = 0;
            return true;
        }
        length++;
        return (b > ' ' && b < 0x7F && b != '#')
                || isWrong("the target is visible ASCII without '#'; anything else is percent-encoded");
    }

    private boolean version(byte b) {
        if (length == VERSION.length()) {
            return (b == '\r' || b == '\n') ? mayEnd(b) : isWrong("the request line ends with HTTP/1.1 or HTTP/1.0");
        }
        char wanted = VERSION.charAt(length++);
        return (wanted == 'd' ? b >= '0' && b <= '9' : b == wanted)
                || isWrong("the request line ends with HTTP/1.1 or HTTP/1.0");
    }

    private boolean field(byte b) {
        if (b == '\r' || b == '\n') {
            return mayEnd(b);
        }
        if (b == ' ' || b == '\t') {
            return isWrong("a header must not begin with a space, nor go on in a second line");
        }
        if (++fields > MAX_FIELDS) {
            flaw = new RequestException(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "more than " + MAX_FIELDS + " headers");
            return false;
        }
        place = Place.NAME;
        return isToken(b) || isWrong("a header begins with its name");
    }

    private boolean name(byte b) {
        if (b == ':') {
            place = Place.VALUE;
            return true;
        }
        return isToken(b) || isWrong("the name of a header holds what no name may hold, or no colon follows it");
    }

    private boolean value(byte b) {
        if (b == '\r' || b == '\n') {
            return mayEnd(b);
        }
        return b < 0 || (b >= ' ' && b != 0x7F) || b == '\t' || isWrong("a header holds a control character");
    }

    private boolean mayEnd(byte b) {
        if (b == '\n') {
            return lineEnds();
        }
        afterCr = true;
        return true;
    }

    private boolean lineEnds() {
        switch (place) {
            case VERSION, VALUE -> place = Place.FIELD;
            case FIELD -> place = Place.COMPLETE;
            default -> {} // an empty line before the request
        }
        return place != Place.COMPLETE;
    }

    private boolean isWrong(String detail) {
        flaw = RequestException.bad(detail);
        return false;
    }

    private static boolean isToken(byte b) {
        return b >= 0 && TOKEN[b];
    }
}
