package io.longwire.summarizer.access;

import io.longwire.access.Authorizer;
import io.longwire.access.Grant;
import io.longwire.access.Refusal;
import io.longwire.access.RequestView;
import io.longwire.event.Selector;
import io.longwire.summarizer.job.Jobs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a session read its own topic and those of its own jobs, by name: a pattern over jobs is never granted. Beyond that
 * the server's own keys and public topics hold. On event loops; nothing here blocks.
 */
public final class SessionAuthorizer implements Authorizer {
    private static final String JOBS = "jobs/";
    private static final String SESSIONS = "sessions/";
    private static final Refusal NOT_YOURS = Refusal.forbidden(
            "a job is read by the session that submitted it, and each session reads a topic of its own");

    private final Authorizer keys;
    private final Access access;
    private final Jobs jobs;

    /** @param keys asked first */
    public SessionAuthorizer(Authorizer keys, Access access, Jobs jobs) {
        this.keys = keys;
        this.access = access;
        this.jobs = jobs;
    }

    @Override
    public Grant read(RequestView request) {
        Grant grant = keys.read(request);
        List<String> asked = request.queryAll("topic");
        Session session = access.session(request);
        Refusal beyond = asked.stream().anyMatch(topic -> topic.startsWith(JOBS) || topic.startsWith(SESSIONS))
                ? NOT_YOURS
                : grant.beyond();
        if (session == null) {
            return new Grant(grant.scope(), grant.topics(), beyond);
        }
        String own = jobs.topic(session.id());
        var topics = new ArrayList<>(grant.topics());
        topics.add(Selector.parse(own));
        for (String topic : asked) {
            if (isOwnJob(session, topic)) {
                topics.add(Selector.parse(topic));
            }
        }
        return new Grant(session.id(), topics, beyond).withDefaults(own);
    }

    private boolean isOwnJob(Session session, @Nullable String topic) {
        return topic != null && topic.startsWith(JOBS) && jobs.isOf(session.id(), topic.substring(JOBS.length()));
    }

    @Override
    public Grant publish(RequestView request) {
        return keys.publish(request);
    }
}
