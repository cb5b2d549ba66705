package io.longwire.summarizer.video;

import io.github.thoroldvix.api.TranscriptList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of a video's captions are read. The first language wins that there is, exactly ({@code pt-BR}) or in another
 * country's form ({@code pt}); within a language captions that somebody wrote come before generated ones. {@code *}
 * stands for any language: the one spoken, which is the generated captions' language, comes first then.
 */
final class CaptionTracks {
    static final String ANY = "*";

    private final List<io.github.thoroldvix.api.Transcript> tracks = new ArrayList<>();

    CaptionTracks(TranscriptList list) {
        list.forEach(tracks::add);
        tracks.sort(Comparator.comparing(io.github.thoroldvix.api.Transcript::isGenerated)
                .thenComparing(io.github.thoroldvix.api.Transcript::getLanguageCode));
    }

    /** Null when there is none in these languages. */
    io.github.thoroldvix.api.@Nullable Transcript choose(List<String> languages) {
        for (String language : languages) {
            io.github.thoroldvix.api.Transcript found = language.equals(ANY) ? any() : in(language);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private io.github.thoroldvix.api.@Nullable Transcript in(String language) {
        for (io.github.thoroldvix.api.Transcript track : tracks) {
            if (track.getLanguageCode().equalsIgnoreCase(language)) {
                return track;
            }
        }
        for (io.github.thoroldvix.api.Transcript track : tracks) {
            if (base(track.getLanguageCode()).equals(base(language))) {
                return track;
            }
        }
        return null;
    }

    private io.github.thoroldvix.api.@Nullable Transcript any() {
        for (io.github.thoroldvix.api.Transcript track : tracks) {
            if (track.isGenerated()) {
                return in(track.getLanguageCode());
            }
        }
        return tracks.isEmpty() ? null : tracks.get(0);
    }

    private static String base(String language) {
        int end = language.indexOf('-');
        return (end < 0 ? language : language.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    /** The languages there are, for the person. */
    String languages() {
        var codes = new TreeSet<String>();
        tracks.forEach(track -> codes.add(track.getLanguageCode()));
        return String.join(", ", codes);
    }
}
