package playhouse.audience.act;

/** Somebody who is told of everything that happens. */
public interface Witness {

  /** A play, from intent to stop. */
  void watched(Watched act);

  /** A player reported the end of a play of which nothing else was heard. */
  void lostStop(LostStop act);

  /** Somebody said or did something about a title. */
  void interacted(Interacted act);

  /** An ad break with its ads and what became of them. */
  void adBreak(AdBreak act);

  /** An account was opened. */
  void registered(Registered act);

  /** What somebody may use was changed. */
  void entitled(Entitled act);

  /** Money was taken. */
  void paid(Paid act);

  /** Money went back. */
  void returned(Returned act);

  /** Something that no truth depends on. */
  void noted(Noted act);
}
