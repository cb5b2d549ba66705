package io.longwire.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.longwire.http.HttpSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the process starts, and what it says when it cannot. */
class StartTest {
    private static void endsWithOneLine(int code, String line, Map<String, String> environment, String... flags)
            throws Exception {
        try (ServerProcess server = ServerProcess.run(environment, flags)) {
            assertThat(server.exitCode())
                    .as("%s %s", server.out(), server.err())
                    .isEqualTo(code);
            assertThat(server.err())
                    .singleElement()
                    .asString()
                    .startsWith("longwire: ")
                    .contains(line);
            assertThat(server.out()).noneMatch(out -> out.contains("Exception"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--port 70000, SSE_PORT=70000 is not allowed: a whole number from 0 to 65535",
        "--dev --bogus, unknown flag --bogus",
        "--idle-timeout 10s, 'SSE_IDLE_TIMEOUT=10s is not allowed: at least twice SSE_HEARTBEAT_INTERVAL, 1m'",
        "--config /nowhere.properties, there is no such file",
        "--print-config --port x, SSE_PORT=x is not allowed",
    })
    void aWrongSettingIsOneLineAndExitCode2(String flags, String line) throws Exception {
        endsWithOneLine(2, line, Map.of(), flags.split(" ", -1));
    }

    @Test
    void noSettingMakesItSpeakBeforeItKnowsHow() throws Exception {
        var environment = Map.of(
                "SSE_TRUSTED_PROXIES", "10.0.0.0/8,2001:db8::/32,192.0.2.7,private",
                "SSE_CORS_ORIGINS", "https://app.example",
                "SSE_PUBLIC_TOPICS", "a/**",
                "SSE_HOST", "127.0.0.1",
                "SSE_ADMIN_PORT", "any");
        try (ServerProcess server = ServerProcess.start(environment)) {
            assertThat(server.out()).first().asString().contains(" INFO ", "listens on");
        }
    }

    @Test
    void aTakenPortIsOneLineAndExitCode1() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String line = "cannot listen on 127.0.0.1:" + port + ": the port is taken";
            endsWithOneLine(1, line, Map.of(), "--dev", "--port", port);
            endsWithOneLine(1, line, Map.of(), "--dev", "--port", port, "--transport", "nio");
        }
    }

    @Test
    void aTakenPortForOperatorsIsOneLineAndExitCode1() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String line = "cannot listen on 127.0.0.1:" + port + " (SSE_ADMIN_PORT): the port is taken";
            endsWithOneLine(1, line, Map.of("SSE_ADMIN_PORT", port));
        }
    }

    @ParameterizedTest
    @CsvSource({"auto", "nio"})
    void anAddressOfAnotherMachineIsOneLineAndExitCode1(String transport) throws Exception {
        String line = "cannot listen on 192.0.2.1:0: this machine has no such address";
        endsWithOneLine(1, line, Map.of("SSE_HOST", "192.0.2.1"), "--transport", transport);
    }

    @Test
    void aNameWithoutAddressIsOneLineAndExitCode1() throws Exception {
        endsWithOneLine(1, "no address is known for this name", Map.of("SSE_HOST", "nobody.invalid"));
    }

    @Test
    void aMissingPermissionIsOneLineAndExitCode1() throws Exception {
        Path first = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
        assumeThat(first).exists();
        assumeThat(Files.readString(first).strip()).isNotEqualTo("0");
        assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
        endsWithOneLine(1, "permission denied", Map.of(), "--dev", "--port", "1");
    }

    @Test
    void theConfigurationIsShownWithoutSecrets() throws Exception {
        try (ServerProcess server = ServerProcess.run(
                Map.of("SSE_PUBLISH_KEY", "very-secret", "SSE_MAX_TOPICS", "7", "SSE_PROT", "1"),
                "--print-config",
                "--dev")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.out())
                    .anyMatch(line -> line.matches("SSE_MAX_TOPICS +7 +environment"))
                    .anyMatch(line -> line.matches("SSE_DEV +on +flag --dev"))
                    .anyMatch(line -> line.matches("SSE_HEARTBEAT_INTERVAL +30s +default"))
                    .noneMatch(line -> line.contains("very-secret"));
            assertThat(server.err()).singleElement().asString().contains("did you mean SSE_PORT?");
        }
    }

    @Test
    void whatHasNoMeaningIsNotedAtStart() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                Map.of("GUNICORN_WORKERS", "4\nforged", "GUNICORN_TIMEOUT", "300", "SSE_HARTBEAT_INTERVAL", "1"),
                "--dev")) {
            assertThat(server.out())
                    .anyMatch(
                            line -> line.contains("INFO ") && line.contains("GUNICORN_WORKERS=4?forged has no meaning"))
                    .anyMatch(line -> line.contains("GUNICORN_TIMEOUT=300"))
                    .anyMatch(line -> line.contains("WARN ") && line.endsWith("did you mean SSE_HEARTBEAT_INTERVAL?"));
            assertThat(HttpSocket.request(server.port(), "GET", "/readyz", "").status())
                    .isEqualTo(200);
            assertThat(server.stop()).isZero();
            assertThat(server.err()).isEmpty();
        }
    }
}
