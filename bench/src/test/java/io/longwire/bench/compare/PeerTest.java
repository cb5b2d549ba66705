package io.longwire.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.subject.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {
    private static final Path OWN = Path.of("peers");

    @TempDir
    private Path folder;

    @Test
    void addressesAreThoseOfThePort() throws IOException {
        CannedRuns.peer(folder, "one", false);
        Subject subject = Peer.read(folder, List.of()).get(0).subject(7_000, List.of(1L));
        assertThat(subject.url()).startsWith("http://127.0.0.1:7000/sse");
        assertThat(subject.requests().publishAddress().getPort()).isEqualTo(7_001);
    }

    @Test
    void batchIsJoinedAsThePeerTakesIt() throws IOException {
        CannedRuns.peer(folder, "one", true);
        append("batch.content-type=application/json\nbatch.before=[\nbatch.between=,\nbatch.after=]\n");
        Subject subject = Peer.read(folder, List.of("one")).get(0).batchSubject(7_000, List.of());
        byte[] request = subject.requests().publishBatch("t", 3, (out, number) -> out.append(number));
        assertThat(new String(request, StandardCharsets.UTF_8))
                .contains("Content-Type: application/json\r\n")
                .endsWith("\r\n\r\n[0,1,2]");
    }

    @Test
    void rowThatNeedsWhatThePeerHasNotIsKnown() throws IOException {
        CannedRuns.peer(folder, "one", false);
        Peer peer = Peer.read(folder, List.of()).get(0);
        assertThat(peer.cannot()).isEqualTo("batches, types");
        assertThat(peer.can(Row.PUBLISH)).isTrue();
        assertThat(peer.can(Row.PUBLISH_BATCH)).isFalse();
        assertThat(peer.memoryStreams(15_000)).isEqualTo(15_000);
    }

    @Test
    void unknownPropertyIsNamed() throws IOException {
        CannedRuns.peer(folder, "one", false);
        append("publish.line=x\n");
        assertThatThrownBy(() -> Peer.read(folder, List.of()))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("unknown are [publish.line]");
    }

    @Test
    void peerThatNeitherHasBatchesNorSaysSoIsRefused() throws IOException {
        CannedRuns.peer(folder, "one", true);
        append("cannot=batches\n");
        assertThatThrownBy(() -> Peer.read(folder, List.of())).hasMessageContaining("either batch.event or 'batches'");
    }

    @Test
    void peerThatIsNotThereIsNamed() throws IOException {
        CannedRuns.peer(folder, "one", false);
        assertThatThrownBy(() -> Peer.read(folder, List.of("two"))).hasMessageContaining("peers are [one]");
    }

    @Test
    void everyPeerHereIsCompleteAndTellsWhatItIs() throws IOException {
        List<Peer> peers = Peer.read(OWN, List.of());
        assertThat(peers.stream().map(Peer::name))
                .containsExactly("floor", "gunicorn", "longwire", "nchan", "netty", "pushpin", "undertow");
        for (Peer peer : peers) {
            for (String file : Set.of("install.sh", "start.sh", "stop.sh", "README.md")) {
                assertThat(peer.script(file)).isRegularFile();
            }
            String text = Files.readString(peer.script("README.md"));
            assertThat(text).as(peer.name()).contains("## What it cannot do", "## Configuration");
        }
    }

    private void append(String lines) throws IOException {
        Path description = folder.resolve("one").resolve("peer.properties");
        Files.writeString(description, Files.readString(description) + lines);
    }
}
