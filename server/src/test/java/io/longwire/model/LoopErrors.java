package io.longwire.model;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Netty's loops log what their tasks throw and go on; here it fails the test. */
final class LoopErrors extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private Throwable first;

    LoopErrors() {
        root.setLevel(Level.WARN); // slow readers are the rule here
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (first == null && event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            first = proxy.getThrowable();
        }
    }

    /** The first error since the last call; null when there was none. */
    Throwable take() {
        Throwable error = first;
        first = null;
        return error;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
    }
}
