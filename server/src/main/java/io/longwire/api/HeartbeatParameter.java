package io.longwire.api;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.Fields;
import io.longwire.http.RequestException;
import io.longwire.stream.HeartbeatForm;
import org.jspecify.annotations.Nullable;

/** Reads the query's {@code heartbeat}, and knows what holds where it is missing. Immutable; any thread. */
public final class HeartbeatParameter {
    /** What the operator chose for streams that ask for no form; null for {@code auto}. */
    private final @Nullable HeartbeatForm standard;

    public HeartbeatParameter(Settings settings) {
        standard = form(settings.text(Setting.SSE_HEARTBEAT_FORM));
    }

    /**
     * Throws {@link RequestException} (400) when the query asks for a form that there is not.
     *
     * @param auto what a stream that asks for no form gets where the operator chose none either
     */
    public HeartbeatForm of(Fields query, HeartbeatForm auto) {
        String asked = query.only("heartbeat");
        if (asked == null) {
            return standard == null ? auto : standard;
        }
        HeartbeatForm form = form(asked);
        if (form == null) {
            throw RequestException.bad("heartbeat is one of comment, event, message, ping, all");
        }
        return form;
    }

    private static @Nullable HeartbeatForm form(String name) {
        return switch (name) {
            case "comment" -> HeartbeatForm.COMMENT;
            case "event" -> HeartbeatForm.EVENT;
            case "message" -> HeartbeatForm.MESSAGE;
            case "ping" -> HeartbeatForm.PING;
            case "all" -> HeartbeatForm.ALL;
            default -> null;
        };
    }
}
