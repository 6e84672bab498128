package playhouse.serving.platform;

import io.javalin.http.Context;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import playhouse.contracts.ApiKeys;

/** Who asks, by the keys of the house's key file. */
public final class AccessKeys {
  private final ApiKeys keys;

  /** Keys of a file: {@code {"name": "key"}}. */
  public AccessKeys(Path file, Clock clock) {
    keys = new ApiKeys(file, clock);
  }

  /**
   * The name of whoever asks.
   *
   * @throws Refusal 401 if the request bears no key that we know
   */
  public String caller(Context http) {
    return keys.caller(Optional.ofNullable(http.header("Authorization")))
        .orElseThrow(Refusal::unauthenticated);
  }
}
