package playhouse.serving;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Settings;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;
import playhouse.testbed.Database;

/** A services' database of a test's own, with its schemas and nothing in them. */
public final class EmptyServices {
  private EmptyServices() {}

  public static ServicesDatabase open() {
    ServicesDatabase database =
        new ServicesDatabase(
            Settings.of(Map.of("PLAYHOUSE_SERVICES_URI", Database.fresh())),
            List.of("platform", "identity", "billing"));
    Await.until("the database is there", Duration.ofSeconds(60), database::ready);
    return database;
  }
}
