package io.longwire.summarizer.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import io.longwire.summarizer.json.Json;
import io.longwire.summarizer.model.Usage;
import io.longwire.summarizer.store.SummaryRow;
import io.longwire.summarizer.store.SummaryStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code GET /summaries}, {@code GET /summaries/{id}}, {@code GET /summaries/{id}.md}, {@code DELETE /summaries/{id}}: all
 * that there are, of whatever session.
 */
final class SummariesEndpoint {
    static final String BELOW = "/summaries/";
    private static final String MARKDOWN = ".md";
    private static final int PAGE = 20;
    private static final int EXCERPT = 200;

    private final Visitors visitors;
    private final SummaryStore summaries;

    SummariesEndpoint(Visitors visitors, SummaryStore summaries) {
        this.visitors = visitors;
        this.summaries = summaries;
    }

    private record Item(
            String id,
            String videoId,
            String url,
            String title,
            String channel,
            String model,
            String language,
            String createdAt,
            String excerpt,
            double estimatedCost) {
        static Item of(SummaryRow row) {
            return new Item(
                    row.id(),
                    row.video(),
                    JobJson.videoUrl(row.video()),
                    row.title(),
                    row.channel(),
                    row.model(),
                    row.language(),
                    row.createdAt().toString(),
                    beginning(row.markdown()),
                    row.usage().estimatedCost());
        }
    }

    private record Whole(@JsonUnwrapped Item item, String markdown, Usage usage) {}

    private record Found(List<Item> summaries, int page, int pages, int total) {}

    RouteAnswer list(RouteRequest request) throws Refused {
        visitors.letIn(request);
        String query = request.query("query");
        int page = page(request.query("page") == null ? "1" : String.valueOf(request.query("page")));
        SummaryStore.Page found = summaries.search(query == null ? "" : query, (page - 1) * PAGE, PAGE);
        var answer = new Found(
                found.summaries().stream().map(Item::of).toList(),
                page,
                Math.max(1, (found.total() + PAGE - 1) / PAGE),
                found.total());
        return RouteAnswer.json(200, Json.write(answer));
    }

    private static int page(String text) throws Refused {
        int page = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (page < 1) {
            throw new Refused(400, "page is a whole number from 1 to 999999");
        }
        return page;
    }

    RouteAnswer get(RouteRequest request) throws Refused {
        visitors.letIn(request);
        String name = request.path().substring(BELOW.length());
        boolean download = name.endsWith(MARKDOWN);
        SummaryRow row = find(download ? name.substring(0, name.length() - MARKDOWN.length()) : name);
        if (download) {
            return RouteAnswer.of(
                            200, "text/markdown; charset=utf-8", row.markdown().getBytes(StandardCharsets.UTF_8))
                    .with("Content-Disposition", "attachment; filename*=UTF-8''" + fileName(row.title()) + MARKDOWN)
                    .with("X-Content-Type-Options", "nosniff");
        }
        return RouteAnswer.json(200, Json.write(new Whole(Item.of(row), row.markdown(), row.usage())));
    }

    RouteAnswer delete(RouteRequest request) throws Refused {
        visitors.letIn(request);
        if (!summaries.delete(request.path().substring(BELOW.length()))) {
            throw notFound();
        }
        return RouteAnswer.of(204, "application/json", new byte[0]);
    }

    private SummaryRow find(String id) throws Refused {
        return summaries.find(id).orElseThrow(SummariesEndpoint::notFound);
    }

    private static Refused notFound() {
        return new Refused(404, "there is no such summary; it may have been deleted");
    }

    /** The first words, without the signs of Markdown. */
    private static String beginning(String markdown) {
        String plain = markdown.replaceAll("(?m)^\\s*(#+|[-*>]|\\d+\\.)\\s+", "")
                .replaceAll("[*_`]+", "")
                .replaceAll("\\s+", " ")
                .strip();
        int end = Math.min(plain.length(), EXCERPT);
        if (end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1))) {
            end--;
        }
        return plain.substring(0, end) + (end < plain.length() ? "…" : "");
    }

    /** What letters and digits of a title there are, per cent encoded. */
    private static String fileName(String title) {
        String plain = title.replaceAll("[^\\p{L}\\p{N}]+", " ").strip().replace(' ', '-');
        int[] points = plain.codePoints().limit(60).toArray();
        var name = new StringBuilder();
        for (byte b : new String(points, 0, points.length).getBytes(StandardCharsets.UTF_8)) {
            boolean safe = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '-';
            name.append(safe ? String.valueOf((char) b) : String.format("%%%02X", b & 0xFF));
        }
        return name.isEmpty() ? "summary" : name.toString();
    }
}
