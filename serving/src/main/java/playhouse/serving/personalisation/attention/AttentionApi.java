package playhouse.serving.personalisation.attention;

import java.time.Instant;
import java.util.UUID;

/**
 * The budget of attention of whoever is interrupted, as by ads: so many seconds in any hour, and so
 * many interruptions.
 */
public interface AttentionApi {
  /** Whether somebody may be interrupted for so long now. */
  boolean mayInterrupt(UUID person, int seconds, Instant now);

  /** Somebody was. */
  void interrupted(UUID person, int seconds, Instant now);
}
