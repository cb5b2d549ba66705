package io.longwire.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that cannot be served as it stands; becomes its answer, {@code application/problem+json}. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpResponseStatus status;

    /** @param detail what is wrong and what would be right, one line for the client */
    public RequestException(HttpResponseStatus status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    /** 400. */
    public static RequestException bad(String detail) {
        return new RequestException(HttpResponseStatus.BAD_REQUEST, detail);
    }

    /** 413. */
    public static RequestException tooLarge(String detail) {
        return new RequestException(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, detail);
    }

    public HttpResponseStatus status() {
        return status;
    }

    /** One line for the client. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
