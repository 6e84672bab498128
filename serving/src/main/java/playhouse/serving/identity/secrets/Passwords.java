package playhouse.serving.identity.secrets;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import playhouse.serving.platform.Refusal;

/**
 * Passwords: which are good enough, and what is kept of them. That is Argon2id of 19 MiB, two
 * passes, one lane (OWASP's least), over a keyed hash. It costs much on purpose, so few are worked
 * at once and few wait: whoever floods the door with passwords keeps nobody from anything else.
 */
public final class Passwords implements AutoCloseable {
  private static final int KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  /** NIST SP 800-63B. */
  private static final int SHORTEST = 8;

  private static final int LONGEST = 256;

  /** Guessing takes longer with every character, and beyond some nobody gains. */
  private static final int JUDGED = 64;

  /** Of zxcvbn's 0 to 4: 10^6 guesses do not find it. */
  private static final int LEAST_SCORE = 2;

  /** Fewer than the threads that answer requests. */
  private static final int WAITING = 16;

  /** Whoever is in already, wherever they are. */
  private static final String ANYWHERE = "";

  private final Seal seal;
  private final Zxcvbn judge = new Zxcvbn();
  private final ThreadPoolExecutor workers;
  private final Semaphore places;
  private final Map<String, Integer> held = new ConcurrentHashMap<>();
  private final String nobodys;

  /** Sealed so. */
  public Passwords(Seal seal) {
    this.seal = seal;
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    workers =
        new ThreadPoolExecutor(
            cores,
            cores,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "passwords");
              thread.setDaemon(true);
              return thread;
            });
    places = new Semaphore(cores + WAITING);
    nobodys = work(Borne.fresh(""));
  }

  /**
   * Refuses one that is too easy to guess.
   *
   * @param field that it came in
   * @param known words that others know of its owner
   * @throws Refusal 400
   */
  public void judge(String field, String password, List<String> known) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw Refusal.bad(field, "must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    String judged = password.substring(0, Math.min(JUDGED, password.length()));
    if (judge.measure(judged, known).getScore() < LEAST_SCORE) {
      throw Refusal.bad(field, "is too easy to guess: make it longer, of words that few expect");
    }
  }

  /**
   * What is kept of one.
   *
   * @throws Refusal 503 if too many are being worked at
   */
  public String hash(String password) {
    try (Place place = place(ANYWHERE)) {
      return place.waited(() -> work(password));
    }
  }

  /**
   * Whether it is the one of which that was kept. Where nothing was kept it takes as long, and it
   * is not.
   *
   * @throws Refusal 503 if too many are being worked at
   */
  public boolean right(String password, Optional<String> kept) {
    try (Place place = place(ANYWHERE)) {
      return place.right(password, kept);
    }
  }

  /**
   * Takes a place among those that wait: to be asked for before anything else that costs, so that
   * who is turned away is so at once. No network takes more than half of them.
   *
   * @throws Refusal 503 if too many are being worked at
   */
  public Place place(String network) {
    if (!places.tryAcquire()) {
      throw Refusal.unavailable("too many passwords are being checked");
    }
    Place place = new Place(network);
    if (held.merge(network, 1, Integer::sum) > WAITING / 2 && !network.equals(ANYWHERE)) {
      place.close();
      throw Refusal.unavailable("too many passwords of this network are being checked");
    }
    return place;
  }

  /** A place among those that wait for their password to be worked at; free again when closed. */
  public final class Place implements AutoCloseable {
    private final String network;

    private Place(String network) {
      this.network = network;
    }

    /** Whether it is the one of which that was kept, as {@link Passwords#right}. */
    public boolean right(String password, Optional<String> kept) {
      String hash = kept.orElse(nobodys);
      boolean same =
          waited(
              () ->
                  Password.check(peppered(password), hash)
                      .with(Argon2Function.getInstanceFromHash(hash)));
      return same && kept.isPresent();
    }

    private <T> T waited(Callable<T> work) {
      try {
        return workers.submit(work).get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Refusal.unavailable("stopping");
      } catch (RejectedExecutionException e) {
        throw Refusal.unavailable("stopping");
      } catch (ExecutionException e) {
        throw new IllegalStateException("a password cannot be worked at", e.getCause());
      }
    }

    @Override
    public void close() {
      held.computeIfPresent(network, (same, some) -> some == 1 ? null : some - 1);
      places.release();
    }
  }

  private String work(String password) {
    return Password.hash(peppered(password))
        .addRandomSalt(SALT_BYTES)
        .with(Argon2Function.getInstance(KIB, PASSES, LANES, HASH_BYTES, Argon2.ID))
        .getResult();
  }

  private String peppered(String password) {
    return Base64.getEncoder().encodeToString(seal.mark("password", password));
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
