package io.longwire.summarizer.standin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the models write: the same for the same request. */
public final class Answers {
    private static final Pattern TITLE = Pattern.compile("Title: (.*)");
    private static final Pattern PART = Pattern.compile("^Part (\\d+) of (\\d+)\\.");
    private static final String HOSTILE =
            "Before <script>document.title = 'owned'</script> and <img src=\"x\" onerror=\"document.title='owned'\"> and"
                    + " [a link](javascript:alert(1)) and <a href=\"//evil.example\">another</a>, after.\n\n"
                    + "```html\n<script>alert(2)</script>\n```\n";

    private Answers() {}

    static String to(String user, Behaviour behaviour) {
        if (behaviour == Behaviour.HOSTILE) {
            return HOSTILE;
        }
        Matcher part = PART.matcher(user);
        if (part.find()) {
            return "- Notes on part " + part.group(1) + ": " + String.join(" ", SpokenText.english(part.group(1), 6));
        }
        Matcher title = TITLE.matcher(user);
        return summary(title.find() ? title.group(1) : "nothing");
    }

    /** The summary of a video of this title. */
    public static String summary(String title) {
        var text = new StringBuilder("The video **“" + title + "”** is about streams – naïve ones, and others. 🚢\n");
        for (int heading = 1; heading <= 3; heading++) {
            text.append("\n## Point ").append(heading).append("\n\n");
            for (String sentence : SpokenText.english(title + heading, 4)) {
                text.append("- ").append(sentence).append('\n');
            }
        }
        return text.toString();
    }
}
