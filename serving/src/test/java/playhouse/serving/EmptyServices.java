package playhouse.serving;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;
import playhouse.testbed.Database;

/** A services' database of a test's own, with its schemas and nothing in them. */
public final class EmptyServices {
  /** Migrated once: a copy of it takes a tenth of the time. */
  private static final String MIGRATED = migrated();

  private EmptyServices() {}

  public static ServicesDatabase open() {
    return open(uri());
  }

  /** Its JDBC URI. */
  public static String uri() {
    return Database.copied(MIGRATED);
  }

  private static String migrated() {
    String uri = Database.fresh();
    open(uri).close();
    return uri;
  }

  /** One that is there already, for another process. */
  public static ServicesDatabase at(String uri) {
    return open(uri);
  }

  private static ServicesDatabase open(String uri) {
    ServicesDatabase database =
        new ServicesDatabase(
            Settings.of(Map.of(Setting.SERVICES_URI.key(), uri)),
            List.of(
                "platform",
                "identity",
                "acquisition",
                "billing",
                "personalisation",
                "advertising"));
    Await.until("the database is there", Duration.ofSeconds(60), database::ready);
    return database;
  }
}
