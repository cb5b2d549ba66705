package io.longwire.summarizer.video;

/** A link to one video. */
public record VideoLink(VideoId video) implements Link {
    @Override
    public String url() {
        return video.url();
    }
}
