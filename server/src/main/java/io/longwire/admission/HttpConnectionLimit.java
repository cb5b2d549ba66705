package io.longwire.admission;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there may be that are no streams, or not yet, from accepting them to their close or to the
 * hand-over to a shard; so that idle or slow requests cannot take the descriptors that streams need. One address, unless
 * it is a trusted proxy's, may have a quarter of them. Touched when a connection comes and when it goes, never in
 * between. Any thread; never blocks.
 */
public final class HttpConnectionLimit {
    private static final int SMALLEST_SHARE = 16;
    /** What Netty accepts before it looks after something else. */
    private static final int AT_ONE_BLOW = 16;

    private final int max;
    private final int share;
    private final Supplier<TrustedProxies> trusted;
    private final Refusals refusals;
    private final AtomicInteger open = new AtomicInteger();
    private final AddressCounts<AddressCount> counts = new AddressCounts<>(AddressCount::new);

    /** @param trusted the proxies that are known now */
    public HttpConnectionLimit(int max, Supplier<TrustedProxies> trusted, Refusals refusals) {
        this.max = max;
        this.share = Math.max(SMALLEST_SHARE, max / 4);
        this.trusted = trusted;
        this.refusals = refusals;
    }

    /**
     * Counts a connection, also beyond the bound: whether room can be made is the caller's matter, who then gives the
     * place back with {@link HttpPlace#refuse} or lets it be. Null, and recorded, when its address has its share.
     */
    public @Nullable HttpPlace enter(@Nullable InetAddress peer) {
        AddressCount count = null;
        if (!trusted.get().contains(peer)) {
            count = counts.take(AddressKey.of(peer), share);
            if (count == null) {
                refusals.record(Refusal.HTTP_PER_IP, peer, share);
                return null;
            }
        }
        return new HttpPlace(this, count, open.incrementAndGet() > max);
    }

    void refuse(@Nullable InetAddress peer) {
        refusals.record(Refusal.HTTP_CONNECTIONS, peer, max);
    }

    void leave(@Nullable AddressCount count) {
        if (count != null) {
            counts.giveBack(count);
        }
        open.decrementAndGet();
    }

    /** Connections now. */
    public int open() {
        return open.get();
    }

    /** Whether all those that come at one blow, a quarter of the bound or sixteen, may be too many. */
    public boolean isCrowded() {
        return open.get() >= max - Math.min(AT_ONE_BLOW, max / 4);
    }
}
