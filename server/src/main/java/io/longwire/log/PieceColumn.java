package io.longwire.log;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one kind beside the rows of a {@link Segment}: side by side in blocks of memory of their own, so that
 * neighbours go out in one write. A row may have none.
 *
 * <p>The sequencer appends; shards read rows below the count that their {@link LogView} states. A row is never changed.
 */
public final class PieceColumn {
    private final ArrayList<Memory> memories = new ArrayList<>(2);
    /** The block of each row's piece; null before the first block. Neighbours in one block lie side by side. */
    private @Nullable Memory[] blocks;

    private int[] ends;

    // The sequencer's own.
    private int rows;
    private int used;
    private long capacity;

    /** @param rows of the segment, which have no pieces */
    PieceColumn(int rows) {
        this.rows = rows;
        blocks = new @Nullable Memory[Math.max(64, rows * 2)];
        ends = new int[blocks.length];
    }

    /** The block that has the row's piece; null when the row has none. */
    public @Nullable Memory memory(int row) {
        Memory block = blocks[row];
        return block != null && ends[row] > start(row) ? block : null;
    }

    /** Where the row's piece begins. */
    public int start(int row) {
        return row == 0 || blocks[row - 1] != blocks[row] ? 0 : ends[row - 1];
    }

    /** Where it ends. */
    public int end(int row) {
        return ends[row];
    }

    // Below: the sequencer only.

    /** Bytes left in the newest block. */
    int room() {
        return memories.isEmpty() ? 0 : memories.get(memories.size() - 1).capacity() - used;
    }

    /** Bytes of all blocks. */
    long capacity() {
        return capacity;
    }

    /** The next pieces go into {@code block}. */
    void begin(Memory block) {
        memories.add(block);
        capacity += block.capacity();
        used = 0;
    }

    /** Adds a row and its piece, for which there is room; without one when {@code from} equals {@code to}. */
    void append(byte[] source, int from, int to) {
        if (rows == ends.length) {
            grow();
        }
        if (!memories.isEmpty()) {
            Memory block = memories.get(memories.size() - 1);
            block.buffer().put(used, source, from, to - from);
            used += to - from;
            blocks[rows] = block;
            ends[rows] = used;
        }
        rows++;
    }

    private void grow() {
        @Nullable Memory[] moreBlocks = Arrays.copyOf(blocks, rows * 2);
        int[] moreEnds = Arrays.copyOf(ends, rows * 2);
        // A reader of an older view may take up the new arrays at any time: their rows must be there first.
        VarHandle.storeStoreFence();
        blocks = moreBlocks;
        ends = moreEnds;
    }

    void free() {
        memories.forEach(Memory::free);
    }
}
