package playhouse.batch.jobapi;

import java.util.Locale;

/** Where a run is, in Livy's words. */
enum State {
  /** It waits for its turn. */
  NOT_STARTED,
  /** Its process is being started. */
  STARTING,
  RUNNING,
  /** It was cancelled, and its process has not ended yet. */
  SHUTTING_DOWN,
  SUCCESS,
  /** It failed. */
  DEAD,
  /** It was cancelled. */
  KILLED;

  /** As it stands in answers and in the database. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Whether nothing more happens to it by itself. */
  boolean over() {
    return this == SUCCESS || this == DEAD || this == KILLED;
  }
}
