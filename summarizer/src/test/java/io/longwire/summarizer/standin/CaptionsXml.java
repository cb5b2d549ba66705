package io.longwire.summarizer.standin;

import java.util.List;
import java.util.Locale;

/** Captions as the service gives them: escaped twice, an entry for each line on the screen. */
final class CaptionsXml {
    /** Wants a file of this machine, and grows a billionfold. */
    static final String HOSTILE =
            "<?xml version=\"1.0\"?><!DOCTYPE transcript [<!ENTITY file SYSTEM \"file:///etc/hostname\">"
                    + "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
                    + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
                    + "<transcript><text start=\"0\" dur=\"1\">Before &file; &d; after</text></transcript>";

    private CaptionsXml() {}

    static List<String> sentences(Video video, String id) {
        return switch (video) {
            case LONG -> SpokenText.english(id, 2_800);
            case GERMAN -> SpokenText.german(id, 40);
            default -> SpokenText.english(id, 40);
        };
    }

    static String of(Video video, String id, String language) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\" ?><transcript>");
        double start = 0.4;
        entry(xml, start, "It&amp;#39;s &amp;quot;" + language + "&amp;quot; &amp;amp;\n&lt;i&gt;more&lt;/i&gt;.");
        for (String sentence : sentences(video, id)) {
            entry(xml, start += 4.25, sentence);
        }
        return xml.append("</transcript>").toString();
    }

    private static void entry(StringBuilder xml, double start, String escaped) {
        xml.append(String.format(Locale.ROOT, "<text start=\"%.2f\" dur=\"4.2\">", start))
                .append(escaped)
                .append("</text>");
    }
}
