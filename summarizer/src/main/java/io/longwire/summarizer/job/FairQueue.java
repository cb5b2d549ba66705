package io.longwire.summarizer.job;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue in which owners take turns: who has one item waits for one of each other's, however many those have
 * queued before. Any thread.
 */
final class FairQueue<T> {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    /** By owner, whose turn it is first; no empty queue. Guarded by the lock, as is {@code size}. */
    private final Map<String, ArrayDeque<T>> turns = new LinkedHashMap<>();

    private int size;

    FairQueue(int capacity) {
        this.capacity = capacity;
    }

    /** How many more it takes. */
    int room() {
        lock.lock();
        try {
            return Math.max(0, capacity - size);
        } finally {
            lock.unlock();
        }
    }

    /** Adds an item, also beyond the bound: for who has asked for {@link #room()}, or must not be turned away. */
    void add(String owner, T item) {
        lock.lock();
        try {
            turns.computeIfAbsent(owner, o -> new ArrayDeque<>()).add(item);
            size++;
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next item, for which it waits. */
    T take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0) {
                notEmpty.await();
            }
            Map.Entry<String, ArrayDeque<T>> turn = turns.entrySet().iterator().next();
            String owner = turn.getKey();
            ArrayDeque<T> items = turn.getValue();
            turns.remove(owner);
            T item = items.remove();
            if (!items.isEmpty()) {
                turns.put(owner, items);
            }
            size--;
            return item;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was there; now it is not. */
    boolean remove(String owner, T item) {
        lock.lock();
        try {
            ArrayDeque<T> items = turns.get(owner);
            if (items == null || !items.remove(item)) {
                return false;
            }
            size--;
            if (items.isEmpty()) {
                turns.remove(owner);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
