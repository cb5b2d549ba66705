package io.longwire.summarizer.standin;

/** The videos there are. Every other id of 11 characters that begins with {@code v} is a video of some minutes as well. */
public enum Video {
    /** Three minutes; English captions, written and generated. */
    FINE("fineVideo01"),
    /** Some hours: three parts of a summary. */
    LONG("longVideo01"),
    NO_CAPTIONS("noCaption01"),
    EMPTY_CAPTIONS("emptyCapt01"),
    PRIVATE("privateVid1"),
    MEMBERS_ONLY("membersVid1"),
    AGE_RESTRICTED("ageLimited1"),
    /** The player takes the asker for a robot. */
    BLOCKED("blockedVid1"),
    /** The page is a captcha. */
    CAPTCHA("captchaVid1"),
    /** Status 429. */
    TOO_MANY_REQUESTS("tooManyReq1"),
    /** The page redirects to where robots are questioned. */
    SORRY("sorryPageV1"),
    /** Captions of length zero, as the service gives to whom it mistrusts. */
    WITHHELD("withheldVi1"),
    REMOVED("removedVid1"),
    /** Status 404. */
    UNKNOWN("unknownVid1"),
    /** Only generated German captions. */
    GERMAN("deutschVid1"),
    /** Written captions in French and Brazilian Portuguese, generated ones in Portuguese. */
    MIXED("mixedLangs1"),
    /** The captions are said to be on another host. */
    FOREIGN_CAPTIONS("foreignCap1"),
    /** The page redirects to another host. */
    FOREIGN_REDIRECT("foreignRed1"),
    /** The page redirects to itself, always. */
    CIRCLE("circleVide1"),
    /** The page redirects once, within the service. */
    MOVED("movedVideo1"),
    /** A page about cookies comes first. */
    CONSENT("consentVid1"),
    /** Captions with a document type that wants a file and grows without end. */
    HOSTILE_XML("hostileXml1"),
    /** Captions that are no XML. */
    GARBLED_XML("garbledXml1"),
    /** A player's answer that is no JSON. */
    GARBLED_JSON("garbledJso1"),
    /** A player's answer without what is promised. */
    ODD_JSON("oddShapeJs1"),
    /** A page that does not end. */
    ENDLESS("endlessPag1"),
    /** A page that does not come. */
    SILENT("silentPage1");

    private final String id;

    Video(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    static Video of(String id) {
        for (Video video : values()) {
            if (video.id.equals(id)) {
                return video;
            }
        }
        return id.startsWith("v") ? FINE : REMOVED;
    }
}
