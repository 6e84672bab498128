package playhouse.audience.act;

import java.util.Optional;

/** Something that happened in the world; the one source of both events and truth. */
public sealed interface Act
    permits Watched,
        LostStop,
        Interacted,
        AdBreak,
        Registered,
        Entitled,
        Paid,
        Returned,
        Moderated,
        Noted {

  /** Nobody: the house itself. */
  int NOBODY = -1;

  /** Never: a moment that did not come. */
  long NEVER = -1;

  /** Its id, unique in the world; the ids of its events grow from it. */
  String id();

  /** Index of the person, or {@link #NOBODY}. */
  int person();

  /** When it began, epoch milliseconds. */
  long at();

  /** What of it has happened before the given moment. */
  Optional<? extends Act> until(long cutMillis);

  /** Tells a witness of it. */
  void tell(Witness witness);
}
