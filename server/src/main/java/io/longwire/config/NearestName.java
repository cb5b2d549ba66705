package io.longwire.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant who wrote a name that does not exist. */
public final class NearestName {
    private NearestName() {}

    /** The ending of an error: {@code "; did you mean X?"}, or nothing when no name comes near. */
    public static String hint(String wrong, Collection<String> names) {
        @Nullable String nearest = find(wrong, names);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /** The name with the fewest slips from {@code wrong}, or of which it is the beginning; null when none comes near. */
    static @Nullable String find(String wrong, Collection<String> names) {
        String asked = plain(wrong);
        String nearest = null;
        int fewest = Math.max(2, asked.length() / 3) + 1;
        for (String name : names) {
            String known = plain(name);
            boolean begun = asked.length() > 6 && known.startsWith(asked);
            int slips = begun ? 1 : distance(asked, known);
            boolean shorter = nearest != null && slips == fewest && name.length() < nearest.length();
            if (slips < fewest || shorter) {
                nearest = name;
                fewest = slips;
            }
        }
        return nearest;
    }

    /** Without what people often get wrong. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
    }

    /** Letters to insert, delete, replace, or swap with their neighbour. */
    private static int distance(String a, String b) {
        if (a.length() > 100) {
            return a.length(); // no slip of a finger
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
                least = Math.min(least, cost[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
