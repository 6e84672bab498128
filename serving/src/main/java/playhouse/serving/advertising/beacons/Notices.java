package playhouse.serving.advertising.beacons;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/** Addresses that players and bidders call; nobody else can make one that is believed. */
public interface Notices {
  /** What an address tells. */
  enum Kind {
    /** It began to show ({@code burl}, VAST's Impression). */
    IMPRESSION,
    /** VAST's start. */
    START,
    /** VAST's firstQuartile. */
    FIRST_QUARTILE,
    /** VAST's midpoint. */
    MIDPOINT,
    /** VAST's thirdQuartile. */
    THIRD_QUARTILE,
    /** VAST's complete. */
    COMPLETE,
    /** Half of its pixels were seen for two seconds, or for one of a picture. */
    VIEWABLE,
    /** It was followed; the address leads on to where it lands. */
    CLICK,
    /** It could not be shown (VAST's Error, with the macro [ERRORCODE]). */
    ERROR,
    /** It won elsewhere ({@code nurl}); nothing is paid for yet. */
    WIN,
    /** It lost elsewhere ({@code lurl}): what it held is given back. */
    LOSS,
    /** It tells nothing: the VAST of an ad that another offered is there. */
    MARKUP
  }

  /**
   * An address that tells that of an impression.
   *
   * @param impression as it was held
   * @param until when it is believed
   */
  URI of(Kind kind, UUID impression, Instant until);
}
