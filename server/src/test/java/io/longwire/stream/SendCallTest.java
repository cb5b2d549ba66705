package io.longwire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longwire.log.Memory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What it does on sockets, every test of a detached stream shows. */
class SendCallTest {
    @BeforeAll
    static void onLinux() {
        assumeTrue(Epoll.isAvailable(), "streams are detached on Linux only");
    }

    @Test
    void nettyHasTheCall() {
        assertThat(SendCall.isFound()).isTrue();
    }

    @Test
    void aFailureIsAnIoException() throws IOException {
        FileDescriptor[] pipe = FileDescriptor.pipe();
        var memory = new Memory(16);
        try {
            // write(2) would work.
            assertThatThrownBy(() -> SendCall.send(pipe[1], memory.address(), 0, 16))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("non-socket");
        } finally {
            memory.free();
            pipe[0].close();
            pipe[1].close();
        }
    }
}
