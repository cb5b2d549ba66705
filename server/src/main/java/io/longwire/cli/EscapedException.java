package io.longwire.cli;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * An exception below its log line: every line but the first of each exception begins with a tab, and messages, which may
 * hold a stranger's text, are escaped.
 */
public final class EscapedException extends ThrowableHandlingConverter {
    /** More causes than anybody reads; and they may form a circle. */
    private static final int MAX_DEPTH = 20;

    @Override
    public String convert(ILoggingEvent event) {
        var out = new StringBuilder();
        append(out, "", event.getThrowableProxy(), 0);
        return out.toString();
    }

    private static void append(StringBuilder out, String before, @Nullable IThrowableProxy thrown, int depth) {
        if (thrown == null || depth > MAX_DEPTH) {
            return;
        }
        out.append(before).append(SafeText.escape(String.valueOf(thrown.getClassName())));
        if (thrown.getMessage() != null) {
            out.append(": ").append(SafeText.escape(thrown.getMessage()));
        }
        out.append('\n');
        StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
        int own = trace.length - thrown.getCommonFrames();
        for (int i = 0; i < own; i++) {
            out.append('\t').append(SafeText.escape(trace[i].getSTEAsString())).append('\n');
        }
        if (thrown.getCommonFrames() > 0) {
            out.append("\t... ").append(thrown.getCommonFrames()).append(" more\n");
        }
        for (IThrowableProxy suppressed : thrown.getSuppressed()) {
            append(out, "Suppressed: ", suppressed, depth + 1);
        }
        append(out, "Caused by: ", thrown.getCause(), depth + 1);
    }
}
