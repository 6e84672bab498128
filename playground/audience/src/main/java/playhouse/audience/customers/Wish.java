package playhouse.audience.customers;

/**
 * What somebody wants of the services.
 *
 * @param what they want
 * @param of which plan, or by which means
 */
record Wish(What what, String of) {

  /** Kinds of it. */
  enum What {
    /** An account. */
    JOIN,
    /** To look how things are. */
    LOOK,
    /** To subscribe to a plan. */
    SUBSCRIBE,
    /** To pay by other means. */
    PAY_BY,
    /** Another plan. */
    CHANGE,
    /** To let it end. */
    CANCEL,
    /** Their money back. */
    MONEY_BACK
  }

  static final Wish LOOK = new Wish(What.LOOK, "");
  static final Wish JOIN = new Wish(What.JOIN, "");
}
