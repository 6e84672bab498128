package playhouse.streaming.kpi.core;

import java.util.List;
import java.util.stream.Stream;

/** Every live table that is made of facts. */
public final class LiveTables {
  /** In no order. */
  public static final List<LiveTable> ALL =
      Stream.of(
              Stream.of(new PlayRows(), new SessionRows(), new EntitlementRows(), new RateRows()),
              Stream.of(new PaymentRows()),
              Told.TABLES.stream(),
              Ads.TABLES.stream(),
              Cases.TABLES.stream(),
              Delivery.TABLES.stream())
          .flatMap(tables -> tables)
          .map(LiveTable.class::cast)
          .toList();

  private LiveTables() {}
}
