package io.longwire.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.report.BenchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
    @Test
    void userAndSystemTimeAreFoundBehindANameWithSpaces() {
        String stat = "42 (a (b) c) S 1 1 1 0 -1 4194560 100 0 0 0 70 30 0 0 20 0 1 0 100 1000 10";
        assertThat(ServerProcesses.cpu(stat)).isEqualTo(new CpuTime(1_000_000, 700_000, 300_000));
    }

    @Test
    void timeOnAProcessorIsTheFirstOfTheThreadsNumbers() {
        assertThat(ThreadTimes.nanos("8264019 20437 62\n")).isEqualTo(8_264_019);
    }

    @Test
    void workOfLessThanATickIsSeen() {
        ServerProcesses own =
                new ServerProcesses(List.of(ProcessHandle.current().pid()));
        CpuTime before = own.cpu();
        long end = System.nanoTime() + 3_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(own.cpu().minus(before).micros()).isBetween(1L, 1_000_000L);
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
        String slabinfo = """
                slabinfo - version: 2.1
                # name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>
                TCP                   20     26   2368   13    8 : tunables    0    0    0 : slabdata 2 2 0
                sock_inode_cache      70     76    832   19    4 : tunables    0    0    0 : slabdata 4 4 0
                dentry                 1      2    192   21    1 : tunables    0    0    0 : slabdata 1 1 0
                """;
        KernelMemory kernel = KernelMemory.parse(sockstat, "MemTotal:  9 kB\nSlab:       100 kB\n", slabinfo);
        assertThat(kernel)
                .isEqualTo(new KernelMemory(
                        201, 49_152, 102_400, Map.of("TCP", 61_568L, "sock_inode_cache", 63_232L, "dentry", 384L)));
        assertThat(kernel.socketBytes()).isEqualTo(61_568 + 63_232);
        assertThat(KernelMemory.now().slabBytes()).isPositive();
    }

    @Test
    void directMemoryIsWhatTheJvmTracksForOthers() {
        String summary = """
                4242:

                Native Memory Tracking:

                Total: reserved=100, committed=90
                       malloc: 3 #4

                -                 Java Heap (reserved=50, committed=40)
                -                     Other (reserved=12345, committed=12340)
                                            (malloc=12340 #17)
                """;
        assertThat(DirectMemory.tracked(summary)).hasValue(12_340);
        assertThat(DirectMemory.tracked("4242:\nTotal: reserved=100, committed=90\n"))
                .hasValue(0);
        assertThat(DirectMemory.tracked("4242:\nNative memory tracking is not enabled\n"))
                .isEmpty();
    }

    @Test
    void directMemoryIsReadFromMetrics() {
        String metrics = """
                jvm_buffer_pool_used_bytes{pool="mapped"} 7.0
                jvm_buffer_pool_used_bytes{pool="direct"} 442387.0
                """;
        assertThat(DirectMemory.ofMetrics("http://there", metrics)).isEqualTo(442_387);
        assertThatThrownBy(() -> DirectMemory.ofMetrics("http://there", "up 1\n"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("http://there");
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
