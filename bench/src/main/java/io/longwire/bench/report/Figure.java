package io.longwire.bench.report;

import java.util.Locale;

/** One number of a result. Label and unit together are unique in it. */
public record Figure(String label, Number value, String unit) {
    /** Its name in JSON, made of label and unit: {@code deliveries} in {@code /s} is {@code deliveries_per_second}. */
    public String key() {
        return (label + " " + unit)
                .replace('µ', 'u')
                .replace("/s", " per second")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** As people read it. */
    public static String format(Number value) {
        if (value instanceof Double number) {
            double size = Math.abs(number);
            String form = size >= 100 ? "%,.0f" : size >= 10 ? "%,.1f" : size >= 1 ? "%,.2f" : "%,.3f";
            return String.format(Locale.ROOT, form, number);
        }
        return String.format(Locale.ROOT, "%,d", value.longValue());
    }
}
