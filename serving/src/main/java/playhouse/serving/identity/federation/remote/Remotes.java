package playhouse.serving.identity.federation.remote;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.Refusal;

/** The providers that people may come in through; each is asked what it is now and then. */
public final class Remotes {
  private static final Logger LOG = LoggerFactory.getLogger(Remotes.class);
  private static final Duration GOOD_FOR = Duration.ofHours(1);
  private static final Duration REST = Duration.ofSeconds(10);
  private static final long WAIT_MILLIS = 5_000;

  private final Map<String, Known> all = new LinkedHashMap<>();
  private final Clock clock;

  /** One of them. */
  private static final class Known {
    private final Provider provider;
    private final ReentrantLock asking = new ReentrantLock();
    private Optional<Remote> remote = Optional.empty();
    private Instant until = Instant.MIN;

    private Known(Provider provider) {
      this.provider = provider;
    }
  }

  /** Those. */
  public Remotes(List<Provider> providers, Clock clock) {
    providers.forEach(provider -> all.put(provider.name(), new Known(provider)));
    this.clock = clock;
  }

  /** All of them. */
  public List<Provider> all() {
    return all.values().stream().map(known -> known.provider).toList();
  }

  /**
   * One.
   *
   * @throws Refusal 404
   */
  public Provider provider(String name) {
    return known(name).provider;
  }

  /**
   * One, as it describes itself.
   *
   * @throws Refusal 404 if there is none; 503 if it does not answer as it must
   */
  public Remote of(String name) {
    Known known = known(name);
    try {
      if (!known.asking.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw gone();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw gone();
    }
    try {
      if (!clock.instant().isBefore(known.until)) {
        ask(known);
      }
      return known.remote.orElseThrow(Remotes::gone);
    } finally {
      known.asking.unlock();
    }
  }

  /** One that does not answer any more is what it was; one that never did is left alone a while. */
  private void ask(Known known) {
    try {
      known.remote = Optional.of(Remote.discover(known.provider));
      known.until = clock.instant().plus(GOOD_FOR);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("provider {} cannot be used: {}", known.provider.name(), e.getMessage());
      known.until = clock.instant().plus(REST);
    }
  }

  private Known known(String name) {
    return Optional.ofNullable(all.get(name))
        .orElseThrow(() -> Refusal.missing("there is no such provider"));
  }

  private static Refusal gone() {
    return Refusal.unavailable("the provider does not answer as it must");
  }
}
