package io.longwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** What logback.xml makes of log lines. */
class LogOutputTest {
    private static final String HOSTILE = "a\r\n2026-01-01 INFO forged\u001b[2J\u0085x\u2028y\u2029z\u202e\u0000";

    private final LoggerContext logs = new LoggerContext();

    /** Holds whoever writes until it is opened, as a terminal that does not read. */
    private static final class Gate extends OutputStream {
        final CountDownLatch open = new CountDownLatch(1);
        final AtomicInteger lines = new AtomicInteger();

        @Override
        public void write(int c) throws IOException {
            try {
                open.await();
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
            }
            if (c == '\n') {
                lines.incrementAndGet();
            }
        }
    }

    @BeforeEach
    void configure() {
        configure("text");
    }

    private void configure(String form) {
        logs.reset();
        logs.setMDCAdapter(new LogbackMDCAdapter());
        logs.start();
        logs.putProperty("SSE_LOG_FORMAT", form);
        logs.putProperty("SSE_LOG_LEVEL", "info");
        var configurator = new JoranConfigurator();
        configurator.setContext(logs);
        assertThatCode(() -> configurator.doConfigure(LogOutput.class.getResource("/io/longwire/logback.xml")))
                .doesNotThrowAnyException();
    }

    @AfterEach
    void stop() {
        logs.stop();
    }

    private AsyncAppender async() {
        return (AsyncAppender) logs.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("async");
    }

    private void writeTo(OutputStream out) {
        Appender<ILoggingEvent> console = async().iteratorForAppenders().next();
        ((OutputStreamAppender<ILoggingEvent>) console).setOutputStream(out);
    }

    private String written(Runnable lines) {
        var out = new ByteArrayOutputStream();
        writeTo(out);
        lines.run();
        logs.stop();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nothingOfAStrangersBeginsALineOrSteersTheTerminal() {
        Logger logger = logs.getLogger("x.Name");
        String text = written(() -> {
            logger.info("topic={} end", HOSTILE);
            logger.info(HOSTILE);
            logger.warn("failed", new IllegalStateException(HOSTILE, new IllegalArgumentException(HOSTILE)));
        });
        assertThat(text.codePoints())
                .noneMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c))
                .doesNotContain(0x2028, 0x2029, 0x202e);
        assertThat(text)
                .contains(
                        "Name topic=a\\r\\n2026-01-01 INFO forged\\u001b[2J\\u0085x\\u2028y\\u2029z\\u202e\\u0000 end\n");
        List<String> begun = text.lines().filter(line -> !line.startsWith("\t")).toList();
        assertThat(begun).hasSize(5);
        assertThat(begun.get(3)).startsWith("java.lang.IllegalStateException: a\\r\\n2026");
        assertThat(begun.get(4)).startsWith("Caused by: java.lang.IllegalArgumentException: a\\r\\n2026");
    }

    @Test
    void aTraceHasItsFramesAndItsCauses() {
        String text = written(() -> logs.getLogger("x.Name").error("failed", new IllegalStateException("why")));
        assertThat(text)
                .contains(
                        "ERROR Name failed\njava.lang.IllegalStateException: why\n\tat io.longwire.cli.LogOutputTest");
    }

    @Test
    void jsonIsOneLineForEach() {
        configure("json");
        String text = written(() -> logs.getLogger("x.Name").info("topic={}", HOSTILE));
        assertThat(text.lines()).hasSize(1);
        assertThat(text)
                .startsWith("{")
                .doesNotContain("\u001b", "\r")
                .contains("\"formattedMessage\":\"topic=a\\r\\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void aFullQueueDropsAndNeverBlocks(String form) {
        configure(form);
        AsyncAppender async = async();
        var gate = new Gate();
        writeTo(gate);
        Logger logger = logs.getLogger("x");
        int queue = async.getQueueSize();
        for (int i = 0; i < 4 * queue; i++) {
            logger.error("{}", i); // the level that is dropped last
        }
        assertThat(async.getRemainingCapacity()).isZero();
        assertThat(gate.lines).hasValue(0);
        gate.open.countDown();
        Awaitility.await().until(() -> gate.lines.get() >= queue && async.getNumberOfElementsInQueue() == 0);
        logs.stop();
        // What waited, and what the writer had taken from the queue before it was held.
        assertThat(gate.lines.get()).isLessThanOrEqualTo(2 * queue);
    }

    @Test
    void whatIsQueuedIsWrittenOutAtTheEnd() {
        Logger logger = logs.getLogger("x");
        String text = written(() -> {
            for (int i = 0; i < 1000; i++) {
                logger.info("line {}", i);
            }
        });
        assertThat(text.lines()).hasSize(1000);
    }
}
