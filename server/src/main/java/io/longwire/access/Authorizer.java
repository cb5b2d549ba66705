package io.longwire.access;

/**
 * Decides what a request may read and where it may publish. Called on an event loop, for each request once, when its head
 * has arrived: must not block. Whatever needs a database or another server has to be at hand, or in the request itself as
 * a signed token. Called by several loops at once.
 *
 * <p>An authorizer that throws, or returns null, lets nobody in: the request is answered 500 and the log says why.
 */
public interface Authorizer {
    /**
     * What a request for a stream may read. That it asks for no more is seen to by the server, each time: also when a
     * client resumes.
     */
    Grant read(RequestView request);

    /**
     * Where a publisher may publish. Each topic of each of its events is held against that by the server; a grant of
     * nothing refuses the request before its body is read.
     */
    Grant publish(RequestView request);
}
