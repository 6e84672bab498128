package playhouse.audience.act;

/** Somebody who is told of everything that happens, and heeds what concerns them. */
public interface Witness {

  /** A play, from intent to stop. */
  default void watched(Watched act) {}

  /** A player reported the end of a play of which nothing else was heard. */
  default void lostStop(LostStop act) {}

  /** Somebody said or did something about a title. */
  default void interacted(Interacted act) {}

  /** An ad break with its ads and what became of them. */
  default void adBreak(AdBreak act) {}

  /** An account was opened. */
  default void registered(Registered act) {}

  /** What somebody may use was changed. */
  default void entitled(Entitled act) {}

  /** Money was taken. */
  default void paid(Paid act) {}

  /** Money went back. */
  default void returned(Returned act) {}

  /** A contribution was looked at. */
  default void moderated(Moderated act) {}

  /** A system said something, in the contracts' words. */
  default void noted(Noted act) {}
}
