package playhouse.audience.render;

/** An act being told as time goes by. */
public interface Telling {

  /** When the next word is due, epoch milliseconds; {@link Long#MAX_VALUE} once all is told. */
  long nextAt();

  /** Tells the next word: an event, or a few that belong together. */
  void tellNext();

  /** How many events have been told. */
  int told();
}
