package io.longwire.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.report.BenchException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
    @Test
    void userAndSystemTimeAreFoundBehindANameWithSpaces() {
        String stat = "42 (a (b) c) S 1 1 1 0 -1 4194560 100 0 0 0 70 30 0 0 20 0 1 0 100 1000 10";
        assertThat(ServerProcesses.cpu(stat)).isEqualTo(new CpuTime(700_000, 300_000));
    }

    @Test
    void idleAndWaitingForDisksIsNotBusy() {
        assertThat(ServerProcesses.busyTicks("cpu  100 20 30 4000 500 6 7 8 90 10"))
                .isEqualTo(171);
    }

    @Test
    void residentMemoryIsReadInBytes() {
        String rollup = """
                00400000-7ff 00:00 0 [rollup]
                Rss:    20 kB
                Pss:     10 kB
                Pss_Dirty:  9 kB
                Private_Dirty:   5 kB
                """;
        assertThat(ResidentMemory.parse(rollup)).isEqualTo(new ResidentMemory(20_480, 10_240, 5_120));
    }

    @Test
    void heapIsReadFromAClassHistogram() {
        String histogram = """
                4242:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         11068        1202480  [B (java.base@17.0.15)
                   2:            10            240  io.longwire.stream.DetachedConnection
                Total         11078        1202720
                """;
        LiveHeap heap = LiveHeap.parse(histogram);
        assertThat(heap.bytes()).isEqualTo(1_202_720);
        assertThat(heap.bytesByClass())
                .containsEntry("[B", 1_202_480L)
                .containsEntry("io.longwire.stream.DetachedConnection", 240L);
    }

    @Test
    void anAnswerThatIsNoHistogramIsNamed() {
        assertThatThrownBy(() -> LiveHeap.parse("42:\nOperation not permitted\n"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("not permitted");
    }

    @Test
    void kernelMemoryIsReadInBytes() {
        String sockstat = """
                sockets: used 250
                TCP: inuse 201 orphan 0 tw 3 alloc 210 mem 12
                UDP: inuse 4 mem 2
                """;
        assertThat(KernelMemory.parse(sockstat, "MemTotal:  9 kB\nSlab:       100 kB\n"))
                .isEqualTo(new KernelMemory(201, 49_152, 102_400));
        assertThat(KernelMemory.now().slabBytes()).isPositive();
    }

    @Test
    void peakIsReadInBytes() {
        assertThat(ServerProcesses.peakBytes("VmPeak:  9 kB\nVmHWM:\t   20 kB\n"))
                .isEqualTo(20_480);
    }

    @Test
    void ownProcessCanBeRead() {
        ServerProcesses own =
                new ServerProcesses(List.of(ProcessHandle.current().pid()));
        assertThat(own.cpu().micros()).isPositive();
        assertThat(own.descriptors()).isPositive();
        assertThat(own.peakBytes()).isGreaterThan(1_000_000);
        assertThat(own.memory().rss()).isGreaterThan(1_000_000);
        assertThat(LiveHeap.canBeMeasured(ProcessHandle.current().pid())).isTrue();
    }
}
