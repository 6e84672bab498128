package playhouse.local.access;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.contracts.Settings;
import playhouse.local.process.LocalFailure;

/** {@code ./playhouse token}: a token with which a named person may ask Trino. */
public final class TokenVerb {
  private static final int MOST_DAYS = 366;
  private static final List<String> OPTIONS = List.of("--role", "--user", "--days");
  private final Settings settings;
  private final PrintStream out;

  public TokenVerb(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Writes the token alone on a line. */
  public int run(List<String> arguments) {
    Map<String, String> told = new TreeMap<>(Map.of("--role", "analyst", "--days", "30"));
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
        throw misunderstood("'" + arguments.get(i) + "' is not understood by token");
      }
      told.put(arguments.get(i), arguments.get(i + 1));
    }
    if (!told.containsKey("--user")) {
      throw misunderstood("token needs to know for whom");
    }
    Tokens tokens = new Tokens(settings.home(), Clock.systemUTC());
    Role role = Role.of(told.getOrDefault("--role", ""));
    Duration lifetime = days(told.getOrDefault("--days", ""));
    out.println(tokens.make(role, told.getOrDefault("--user", ""), lifetime));
    return 0;
  }

  private static Duration days(String text) {
    int days = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    if (days < 1 || days > MOST_DAYS) {
      throw misunderstood("--days is from 1 to " + MOST_DAYS);
    }
    return Duration.ofDays(days);
  }

  private static LocalFailure misunderstood(String why) {
    return new LocalFailure(
        LocalFailure.USAGE,
        why + ": ./playhouse token --user NAME [--role analyst|steward|service] [--days N]");
  }
}
