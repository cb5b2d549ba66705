package io.longwire.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A log line's message, in which nothing of a stranger's can begin another line or steer the terminal. */
public final class EscapedMessage extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return SafeText.escape(String.valueOf(event.getFormattedMessage()));
    }
}
