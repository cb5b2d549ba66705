package io.longwire.summarizer.web;

import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import io.longwire.summarizer.job.JobDetail;
import io.longwire.summarizer.job.Jobs;
import io.longwire.summarizer.json.Json;
import io.longwire.summarizer.store.JobRow;
import io.longwire.summarizer.store.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code GET /jobs}, {@code GET /jobs/{id}}, {@code GET /jobs/{id}/status}, {@code DELETE /jobs/{id}}: a session's own. */
final class JobsEndpoint {
    static final String BELOW = "/jobs/";
    private static final String STATUS = "/status";

    private final Visitors visitors;
    private final Jobs jobs;

    JobsEndpoint(Visitors visitors, Jobs jobs) {
        this.visitors = visitors;
        this.jobs = jobs;
    }

    RouteAnswer list(RouteRequest request) throws Refused {
        String session = visitors.letIn(request).id();
        String wanted = request.query("status");
        if (wanted != null && !wanted.isEmpty()) {
            checkStatus(wanted);
        }
        List<JobJson> list = jobs.list(session).stream()
                .filter(row -> wanted == null
                        || wanted.isEmpty()
                        || row.status().word().equals(wanted))
                .map(row -> JobJson.of(row, jobs))
                .toList();
        return RouteAnswer.json(200, Json.write(Map.of("jobs", list)));
    }

    private static void checkStatus(String wanted) throws Refused {
        List<String> words = Arrays.stream(Status.values()).map(Status::word).toList();
        if (!words.contains(wanted)) {
            throw new Refused(400, "status is one of " + words.stream().collect(Collectors.joining(", ")));
        }
    }

    RouteAnswer get(RouteRequest request) throws Refused {
        String session = visitors.letIn(request).id();
        String rest = request.path().substring(BELOW.length());
        if (rest.endsWith(STATUS)) {
            JobRow row = find(session, rest.substring(0, rest.length() - STATUS.length()));
            return RouteAnswer.json(200, Json.write(JobJson.of(row, jobs)));
        }
        JobDetail detail = jobs.detail(session, rest).orElseThrow(JobsEndpoint::notFound);
        return RouteAnswer.json(200, Json.write(JobJson.of(detail, jobs)));
    }

    RouteAnswer cancel(RouteRequest request) throws Refused {
        String session = visitors.letIn(request).id();
        JobRow row = find(session, request.path().substring(BELOW.length()));
        return RouteAnswer.json(200, Json.write(JobJson.of(jobs.cancel(row), jobs)));
    }

    private JobRow find(String session, String id) throws Refused {
        return jobs.find(session, id).orElseThrow(JobsEndpoint::notFound);
    }

    private static Refused notFound() {
        return new Refused(404, "Job not found");
    }
}
