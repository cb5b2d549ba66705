package io.longwire.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the server's log says went wrong: no input may bring it to that. */
final class Complaints extends AppenderBase<ILoggingEvent> {
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Complaints() {}

    static Complaints collect() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.WARN);
        var complaints = new Complaints();
        complaints.setContext(root.getLoggerContext());
        complaints.start();
        root.addAppender(complaints);
        return complaints;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)
                || event.getThrowableProxy() != null
                || event.getLoggerName().startsWith("io.netty.")
                || event.getFormattedMessage().contains("failed")) {
            complaints.add(event.getLoggerName() + ": " + event.getFormattedMessage());
        }
    }

    void throwAny() {
        if (!complaints.isEmpty()) {
            throw new AssertionError(complaints.toString());
        }
    }
}
