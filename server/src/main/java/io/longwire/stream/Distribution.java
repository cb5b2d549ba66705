package io.longwire.stream;

import io.longwire.event.Selection;
import io.longwire.log.LogView;
import io.longwire.log.Segment;
import io.longwire.log.TopicRecord;
import org.jspecify.annotations.Nullable;

/**
 * Goes over what the log got since the last turn, once, and marks the groups that want it. Its shard's loop only.
 */
final class Distribution implements Subscriptions.GroupVisitor {
    private final Shard shard;
    private final Delivery delivery;
    private @Nullable Segment segment;
    private int row;
    /** The head when this began with an empty log. */
    private long startId;

    // The row being distributed.
    private long id;
    private @Nullable String type;
    private boolean endsTopic;

    Distribution(Shard shard, Delivery delivery) {
        this.shard = shard;
        this.delivery = delivery;
    }

    /** What is in {@code view} already is for nobody: streams that want it catch up by themselves. */
    void startAt(LogView view) {
        segment = view.last();
        row = segment == null ? 0 : view.rows(segment);
        startId = view.headId();
    }

    void forget() {
        segment = null;
    }

    /**
     * Goes on to the head of {@code view}. Segments that the view has dropped are still read: their memory is kept until
     * the shard passes its fence, which it does afterwards.
     */
    void distribute(LogView view) {
        Segment current = segment;
        if (current == null) {
            current = view.first();
            row = 0;
            if (view.floorId() > startId) {
                delivery.allFallBehind();
            }
        }
        while (current != null) {
            int rows = view.rows(current);
            for (; row < rows; row++) {
                distributeRow(current);
            }
            segment = current;
            current = current == view.last() ? null : current.next();
            if (current != null) {
                row = 0;
            }
        }
    }

    private void distributeRow(Segment current) {
        id = current.id(row);
        type = current.type(row);
        endsTopic = current.endsTopic(row);
        int topics = current.topicCount(row);
        for (int i = 0; i < topics; i++) {
            TopicRecord topic = current.topic(row, i);
            shard.subscriptions().forEach(topic.name(), this);
        }
    }

    @Override
    public void visit(Group group) {
        Selection selection = group.selection();
        if (selection.wantsType(type)) {
            delivery.markPending(group, id);
            if (endsTopic) {
                group.updateEnd(shard.log().topics());
            }
        } else if (group.fragile == 0) {
            group.fragile = id;
        }
    }
}
