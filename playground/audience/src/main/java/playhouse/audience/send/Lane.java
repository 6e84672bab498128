package playhouse.audience.send;

import playhouse.audience.render.Dressed;

/** A way out for the events of one piece of work, used by one thread. */
public interface Lane extends AutoCloseable {

  /** Takes an event; it may still wait in a buffer until the lane is closed. */
  void send(Dressed event);

  /** The piece of work is whole. */
  void finish();

  /** Lets go; a piece that was not finished is as if it had not been begun. */
  @Override
  void close();
}
