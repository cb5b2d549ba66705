package io.longwire.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signals of the operating system. Java has no API for them but {@code sun.misc.Signal}, which is called by name, so that
 * a Java or a system without it, or without one of the signals, does without.
 */
public final class Signals {
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;
    private static final int KILLED_BY = 128;

    private final AtomicInteger stops = new AtomicInteger();

    private Signals() {}

    /** From now on SIGTERM and SIGINT stop the process in order; a second one of them ends it at once. */
    public static void handleStop() {
        var signals = new Signals();
        on("TERM", () -> signals.stop(SIGTERM));
        on("INT", () -> signals.stop(SIGINT));
    }

    /** From now on SIGHUP runs {@code reload}, on a thread of its own each time. */
    public static void handleReload(Runnable reload) {
        on("HUP", reload);
    }

    private void stop(int signal) {
        if (stops.getAndIncrement() == 0) {
            Runtime.getRuntime().exit(0); // runs the shutdown hooks
        } else {
            Runtime.getRuntime().halt(KILLED_BY + signal);
        }
    }

    private static void on(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler run = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    task.run();
                    yield null;
                }
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "SIG" + name;
            };
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, run);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException without) {
            // This system has no such signal, or the JVM keeps it (-Xrs): the JVM's own way of stopping remains.
        }
    }
}
