package io.longwire.admission;

import java.util.concurrent.atomic.AtomicInteger;

/** What one address holds of something: one object per address that holds any. */
class AddressCount {
    private final AddressKey key;
    /** How many; -1 once the object has left the table, so that nobody counts on it. */
    final AtomicInteger open = new AtomicInteger();

    AddressCount(AddressKey key) {
        this.key = key;
    }

    final AddressKey key() {
        return key;
    }
}
