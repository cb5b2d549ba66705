package io.longwire.embed;

/** Answers requests to one of an embedder's own paths. */
@FunctionalInterface
public interface RouteHandler {
    /**
     * Answers a request. Called on the route's executor, so it may block; by as many of its threads at once as requests
     * come. An exception is answered 500 and logged; so is,
     * with 504, a handler that has not answered within the route's time.
     *
     * @param request whole: its body has arrived
     * @return what to answer
     * @throws Exception to answer 500
     */
    RouteAnswer handle(RouteRequest request) throws Exception;
}
