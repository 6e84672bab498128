package playhouse.batch;

/**
 * Two days of a very small platform, event by event. Shanghai is eight hours ahead, so its days
 * begin at 16:00Z.
 */
final class SmallPlatform {
  private static final Event[] EVENTS = made();

  private SmallPlatform() {}

  /** A lake that took all of it up in one night, the run {@code first}. */
  static Lake afterOneNight() {
    return LakeHouse.after(
        "small_platform",
        lake -> {
          new RawTables(lake).add(EVENTS);
          new Nights(lake).next("first");
        });
  }

  static Event[] events() {
    return EVENTS.clone();
  }

  private static Event[] made() {
    return new Event[] {
      // ann: 70 of 100 s seen, 30 s of them twice; start-up 420 ms; one stall of the network.
      start("p1", "2026-11-16T10:00:00Z", "film", 100_000)
          .by("ann")
          .top("country", "CN")
          .top("platform", "tv")
          .with("cdn", "a"),
      beat("p1", "2026-11-16T10:01:00Z", 0, 60_000, 60_000).by("ann").with("startup_millis", 420),
      beat("p1", "2026-11-16T10:02:00Z", 30_000, 70_000, 40_000)
          .by("ann")
          .with("startup_millis", 420),
      stall("p1", "2026-11-16T10:01:30Z", "network", 2_000).by("ann"),
      Event.of("playback.stop", "2026-11-16T10:02:05Z")
          .by("ann")
          .with("play", "p1")
          .with("reason", "left")
          .with("startup_millis", 420),
      // ann, over midnight UTC: 900 of 1200 s; a stall by seeking does not count.
      start("p2", "2026-11-16T23:50:00Z", "film", 1_200_000).by("ann").top("platform", "web"),
      beat("p2", "2026-11-16T23:59:00Z", 0, 540_000, 540_000).by("ann"),
      stall("p2", "2026-11-16T23:59:30Z", "seek", 5_000).by("ann"),
      beat("p2", "2026-11-17T00:05:00Z", 540_000, 900_000, 360_001)
          .by("ann")
          .with("startup_millis", 1234),
      // bob: a millisecond less than half of a short title does not qualify.
      start("p3", "2026-11-17T01:00:00Z", "song", 40_000).by("bob"),
      beat("p3", "2026-11-17T01:00:20Z", 0, 19_999, 19_999).by("bob"),
      // A bot, left out of everything.
      start("p4", "2026-11-16T11:00:00Z", "song", 40_000).by("robot").top("exclusion", "bot"),
      beat("p4", "2026-11-16T11:01:00Z", 0, 40_000, 40_000)
          .by("robot")
          .top("exclusion", "bot")
          .with("startup_millis", 9_000),
      // Nobody we may know: counts as a play, not as a person.
      start("p5", "2026-11-16T12:00:00Z", "song", 40_000).with("cdn", "b"),
      beat("p5", "2026-11-16T12:00:20Z", 0, 20_000, 20_000),
      // Its start never came.
      beat("p6", "2026-11-16T13:00:00Z", 0, 40_000, 40_000),

      // bob likes in the last second of Shanghai's 16th and takes it back in the first of its 17th.
      Event.of("like.added", "2026-11-16T15:59:59Z").by("bob").with("title", "song"),
      Event.of("like.removed", "2026-11-16T16:00:00Z").by("bob").with("title", "song"),
      // cid: half an hour's gap is one session, a millisecond more is another.
      Event.of("favourite.added", "2026-11-16T15:00:00Z").by("cid").with("title", "film"),
      Event.of("search.performed", "2026-11-16T15:30:00Z")
          .by("cid")
          .with("query", "x")
          .with("results", 0),
      Event.of("page.viewed", "2026-11-16T16:00:00.001Z").by("cid").with("page", "home"),
      // dan only looks at pages: a session, but not active.
      Event.of("page.viewed", "2026-11-16T09:00:00Z").by("dan").with("page", "home"),
      Event.of("account.verified", "2026-11-16T02:00:00Z")
          .by("ann")
          .with("channel", "search")
          .with("method", "email"),
      Event.of("account.verified", "2026-11-16T17:00:00Z")
          .by("bob")
          .with("channel", "organic")
          .with("method", "sms"),
      Event.of("account.verified", "2026-11-16T18:00:00Z")
          .by("eve")
          .top("exclusion", "staff")
          .with("channel", "organic")
          .with("method", "sms"),
      entitled("ann", "2026-11-15T00:00:00Z", "trial").with("valid_until", "2026-11-16T12:00:00Z"),
      entitled("ann", "2026-11-16T12:00:00Z", "paid").with("valid_until", "2026-11-18T00:00:00Z"),
      entitled("bob", "2026-11-16T10:00:00Z", "paid"),
      entitled("bob", "2026-11-17T10:00:00Z", "none"),
      // Runs out exactly at the end of the day in UTC.
      entitled("cid", "2026-11-16T08:00:00Z", "grace").with("valid_until", "2026-11-17T00:00:00Z"),
      // Two at once: the later id counts.
      entitled("dan", "2026-11-16T09:00:00Z", "paid").top("id", "t1"),
      entitled("dan", "2026-11-16T09:00:00Z", "trial").top("id", "t2"),

      // 1 USD net over three days from 20:00Z: the 16th in UTC, the 17th in Shanghai.
      paid("2026-11-16T20:00:00Z", "subscription", 1_100_000, 100_000)
          .with("term_from", "2026-11-16T20:00:00Z")
          .with("term_days", 3),
      paid("2026-11-16T12:00:00Z", "transaction", 5_990_000, 990_000),
      paid("2026-11-17T05:00:00Z", "other", 2_000_000, 0),
      paid("2026-11-17T05:30:00Z", "other", 7_000_000, 0).with("currency", "EUR"),
      back("refund.completed", "2026-11-17T02:00:00Z", 1_100_000, 100_000),
      back("chargeback.received", "2026-11-17T03:00:00Z", 500_000, 0),
      // i1 pays for a click, told again a day later; i4 for being shown and, past midnight, seen.
      shown("i1", "2026-11-16T10:01:00Z", "pre-roll", 0),
      shown("i2", "2026-11-16T10:02:00Z", "pre-roll", 20_000),
      shown("i3", "2026-11-16T18:00:00Z", "mid-roll", 30_000),
      shown("i4", "2026-11-16T18:05:00Z", "mid-roll", 15_000),
      paidFor("i1", "2026-11-16T10:01:05Z", "click", 10_000, "USD"),
      paidFor("i1", "2026-11-17T00:10:00Z", "click", 90_000, "USD"),
      paidFor("i2", "2026-11-16T10:02:05Z", "click", 70_000, "EUR"),
      paidFor("i3", "2026-11-16T18:00:20Z", "complete", 80_000, "USD"),
      paidFor("i4", "2026-11-17T00:05:20Z", "complete", 25_000, "USD"),
      paidFor("never shown", "2026-11-16T18:05:20Z", "click", 60_000, "USD"),
      about("ad.viewable", "2026-11-16T10:01:02Z", "i1"),
      about("ad.viewable", "2026-11-16T18:05:02Z", "i4"),
      about("ad.viewable", "2026-11-16T18:00:02Z", "i3"),
      about("ad.click", "2026-11-16T10:01:05Z", "i1"),
      about("ad.click", "2026-11-17T00:10:00Z", "i1"),
      about("ad.click", "2026-11-16T18:00:05Z", "i3"),
      about("ivt.flagged", "2026-11-17T01:00:00Z", "i3"),
      Event.of("title.upserted", "2026-11-15T00:00:00Z")
          .with("title", "film")
          .with("name", "Old name")
          .with("kind", "film"),
      Event.of("title.upserted", "2026-11-16T00:00:00Z")
          .with("title", "film")
          .with("name", "A film")
          .with("kind", "film"),
      Event.of("title.upserted", "2026-11-15T00:00:00Z")
          .with("title", "song")
          .with("name", "A song")
          .with("kind", "track"),
      Event.of("title.withdrawn", "2026-11-16T00:00:00Z")
          .with("title", "song")
          .with("reason", "rights"),
    };
  }

  static Event start(String play, String at, String title, long runtimeMillis) {
    return Event.of("playback.start", at)
        .with("play", play)
        .with("title", title)
        .with("runtime_millis", runtimeMillis)
        .with("position_millis", 0);
  }

  static Event beat(String play, String at, long from, long to, long played) {
    return Event.of("playback.heartbeat", at)
        .with("play", play)
        .with("from_millis", from)
        .with("to_millis", to)
        .with("played_millis", played);
  }

  static Event about(String type, String at, String impression) {
    return Event.of(type, at).with("impression", impression);
  }

  static Event entitled(String person, String at, String state) {
    return Event.of("entitlement.changed", at)
        .by(person)
        .with("plan", "basic")
        .with("state", state)
        .with("valid_from", at);
  }

  private static Event stall(String play, String at, String cause, long millis) {
    return Event.of("playback.stall", at)
        .with("play", play)
        .with("cause", cause)
        .with("stalled_millis", millis);
  }

  private static Event paid(String at, String purpose, long amountMicros, long taxMicros) {
    return back("payment.captured", at, amountMicros, taxMicros).with("purpose", purpose);
  }

  private static Event back(String type, String at, long amountMicros, long taxMicros) {
    return Event.of(type, at)
        .by("ann")
        .with("payment", "pay")
        .with("amount_micros", amountMicros)
        .with("tax_micros", taxMicros)
        .with("currency", "USD");
  }

  private static Event shown(String impression, String at, String placement, long revenueMicros) {
    return about("ad.impression", at, impression)
        .with("placement", placement)
        .with("revenue_micros", revenueMicros)
        .with("currency", "USD");
  }

  private static Event paidFor(
      String impression, String at, String event, long revenueMicros, String currency) {
    return about("ad.paid", at, impression)
        .with("event", event)
        .with("revenue_micros", revenueMicros)
        .with("currency", currency);
  }
}
