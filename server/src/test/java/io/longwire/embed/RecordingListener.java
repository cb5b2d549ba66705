package io.longwire.embed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, in order, as text. */
class RecordingListener implements StreamListener {
    final List<StreamEvent> events = new CopyOnWriteArrayList<>();
    final List<String> notices = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(StreamEvent event) {
        events.add(event);
    }

    @Override
    public void onResync(String reason, String id) {
        notices.add("resync " + reason);
    }

    @Override
    public void onEnd(String topic, String id) {
        notices.add("end " + topic);
    }

    @Override
    public void onClosed(String reason) {
        notices.add("closed " + reason);
    }

    List<String> data() {
        return events.stream().map(StreamEvent::data).toList();
    }
}
