package playhouse.collector;

import java.time.Clock;
import java.util.Locale;
import playhouse.collector.http.ClientAddress;
import playhouse.collector.http.Door;
import playhouse.collector.http.Limits;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * The collector's process: opens the door, and closes it in order when told to stop. Ends 2 if a
 * setting is wrong, 1 if its port is taken.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    try {
      Door door = Door.open(plan(Settings.load()), Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(door::close, "shutdown"));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (Door.PortTaken e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static Door.Plan plan(Settings settings) {
    return new Door.Plan(
        settings.get(Setting.BIND),
        settings.number(Setting.COLLECTOR_PORT),
        settings.get(Setting.KAFKA),
        settings.home().resolve(settings.get(Setting.KEYS)),
        consentWhenUnknown(settings.get(Setting.CONSENT_DEFAULT)),
        ClientAddress.of(settings.get(Setting.COLLECTOR_CLIENT_IP)),
        Limits.of(settings));
  }

  static boolean consentWhenUnknown(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "granted" -> true;
      case "denied" -> false;
      default ->
          throw new IllegalArgumentException(
              "PLAYHOUSE_CONSENT_DEFAULT must be granted or denied, not \"" + value + "\"");
    };
  }
}
