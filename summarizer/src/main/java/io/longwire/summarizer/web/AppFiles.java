package io.longwire.summarizer.web;

import io.longwire.access.RequestView;
import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page's files, out of the jar: {@code GET /app/*}, and the pages themselves. Read once, then kept. Any thread. */
final class AppFiles {
    static final String BELOW = "/app/";

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9-]+(\\.[A-Za-z0-9-]+)*(/[a-z0-9-]+(\\.[A-Za-z0-9-]+)*)?");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "txt", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Map<String, Optional<AppFile>> files = new ConcurrentHashMap<>();

    /** @param tag of its contents, for {@code ETag} */
    private record AppFile(byte[] bytes, String type, String tag) {}

    RouteAnswer handle(RouteRequest request) throws Refused {
        String name = request.path().substring(BELOW.length());
        if (name.endsWith(".html")) {
            throw notFound();
        }
        return answer(request, name);
    }

    /** Throws a 404 when there is no such file. */
    RouteAnswer answer(RequestView request, String name) throws Refused {
        // Names that could be none are not remembered: anybody can make them up.
        AppFile file = NAME.matcher(name).matches() ? known(name) : null;
        if (file == null) {
            throw notFound();
        }
        boolean same = file.tag.equals(request.header("If-None-Match"));
        return RouteAnswer.of(same ? 304 : 200, file.type, same ? new byte[0] : file.bytes)
                .with("ETag", file.tag)
                .with("Cache-Control", "no-cache")
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static Refused notFound() {
        return new Refused(404, "there is no such file");
    }

    private @Nullable AppFile known(String name) {
        Optional<AppFile> known = files.get(name);
        if (known == null) {
            known = read(name);
            if (known.isPresent()) {
                files.put(name, known);
            }
        }
        return known.orElse(null);
    }

    private static Optional<AppFile> read(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream in = AppFiles.class.getResourceAsStream("app/" + name)) {
            if (in == null || type == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Optional.of(new AppFile(bytes, type, '"' + HexFormat.of().formatHex(digest, 0, 12) + '"'));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
