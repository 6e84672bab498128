package playhouse.serving;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import playhouse.contracts.Settings;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Origin;
import playhouse.serving.identity.secrets.Passwords;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;
import playhouse.testbed.Bench;
import playhouse.testbed.Broker;

/**
 * What signing in costs: the hash, everything else, a session that is checked again and again, and
 * what everybody else feels of a flood of sign-ins.
 */
final class SignInBench {
  private static final String PASSWORD = "tall-otter-sings-late";
  private static final int PEOPLE = 200;
  private static final int WARM = 1_500;
  private static final int SIGN_INS = 100;
  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final int CHECKS = 200_000;
  private static final int ROUNDS = 5;
  private static final int CALLERS = 32;

  private final Bench bench;
  private final Clock clock = Clock.systemUTC();
  private final OperatingSystemMXBean machine =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Map<String, String> devices = new HashMap<>();
  private final Passwords passwords = new Passwords(seal());

  private SignInBench(Bench bench) {
    this.bench = bench;
  }

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("sign-in", arguments);
    new SignInBench(bench).run();
    System.exit(bench.status());
  }

  private static Seal seal() {
    return Seal.in(Path.of(Ground.settings().getOrDefault("PLAYHOUSE_IDENTITY_SECRETS", "")));
  }

  private void run() throws Exception {
    try (House house = House.open(Broker.shared().address());
        ServicesDatabase database =
            new ServicesDatabase(Settings.of(Ground.settings()), List.of("platform", "identity"))) {
      Await.until("the database is there", Duration.ofMinutes(1), database::ready);
      people(database);
      double hash = hash();
      besides(house, hash);
      session(database);
      flood(house);
    }
  }

  private static String address(int number) {
    return "bench" + number % PEOPLE + "@example.org";
  }

  private static String form(int number) {
    return "{\"address\":\"" + address(number) + "\",\"password\":\"" + PASSWORD + "\"}";
  }

  private void people(ServicesDatabase database) {
    Accounts accounts = new Accounts(clock);
    String hash = passwords.hash(PASSWORD);
    for (int i = 0; i < PEOPLE; i++) {
      Accounts.Wanted wanted =
          new Accounts.Wanted(
              Address.of("address", address(i)), Optional.of(hash), "en", Origin.UNTOLD);
      database.write(
          tx ->
              accounts.begin(
                  tx,
                  UUID.randomUUID(),
                  "identity",
                  wanted,
                  List.of("terms/2026-11", "privacy/2026-11")));
    }
  }

  /** Milliseconds of CPU that one check of a password takes; it is not to be small. */
  private double hash() {
    double[] each = new double[ROUNDS];
    String kept = passwords.hash(PASSWORD);
    for (int round = 0; round < ROUNDS; round++) {
      long before = machine.getProcessCpuTime();
      for (int i = 0; i < 10; i++) {
        if (!passwords.right(PASSWORD, Optional.of(kept))) {
          throw new IllegalStateException("the right password is wrong");
        }
      }
      each[round] = (machine.getProcessCpuTime() - before) / 1e6 / 10;
    }
    Arrays.sort(each);
    bench.atLeast("CPU of the hash (Argon2id, 19 MiB, 2 passes)", each[ROUNDS / 2], "ms", 5);
    return each[ROUNDS / 2];
  }

  /**
   * What the threads that answer requests spend on one; the hash is worked at by others. That
   * leaves out the caller, who is in this process, and what serving does anyway in the meantime.
   */
  private void besides(House house, double hash) {
    House nobody = house.as("");
    warm(house);
    double idle = idle();
    double best = Double.MAX_VALUE;
    double whole = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      long process = machine.getProcessCpuTime();
      Answering before = Answering.now();
      for (int i = 0; i < SIGN_INS; i++) {
        login(nobody, i);
      }
      best = Math.min(best, before.since() / 1e6 / SIGN_INS);
      double all = (machine.getProcessCpuTime() - process) / 1e6;
      double meanwhile = idle * (System.nanoTime() - began) / 1e6;
      whole = Math.min(whole, (all - meanwhile) / SIGN_INS - hash);
    }
    bench.atMost("CPU of a sign-in besides the hash", best, "ms", 2);
    System.err.printf(
        "with the caller's, the compiler's and the collector's it is %.1f ms; serving takes %.0f ms"
            + " a second when nobody asks%n",
        whole, idle * 1000);
  }

  /** As a process that has answered for some minutes: what every request needs is compiled. */
  private void warm(House house) {
    for (int i = 0; i < WARM; i++) {
      House own = house.as(login(house.as(""), i).text("token"));
      for (int asked = 0; asked < 10; asked++) {
        own.get("/v1/account");
      }
    }
  }

  /** Share of one core that the process takes while nobody asks. */
  private double idle() {
    long began = System.nanoTime();
    long before = machine.getProcessCpuTime();
    LockSupport.parkNanos(IDLE.toNanos());
    return (machine.getProcessCpuTime() - before) / (double) (System.nanoTime() - began);
  }

  /** Comes in as people do: their device is new the first time, and known from then on. */
  private House.Answer login(House nobody, int number) {
    String device = devices.getOrDefault(address(number), "");
    House.Answer answer =
        device.isEmpty()
            ? nobody.post("/v1/sign-in/password", form(number))
            : nobody.send("POST", "/v1/sign-in/password", form(number), "X-Device", device);
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.toString());
    }
    if (device.isEmpty()) {
      devices.put(address(number), answer.text("device"));
    }
    return answer;
  }

  private void session(ServicesDatabase database) {
    Sessions sessions = new Sessions(database, clock);
    Account account =
        database
            .read(handle -> new Accounts(clock).at(handle, Address.of("address", address(0))))
            .orElseThrow();
    String token =
        database
            .write(
                tx ->
                    sessions.begin(
                        tx,
                        account,
                        new Where("127.0.0.0/24", "bench", Optional.empty()),
                        List.of("password")))
            .token();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      for (int i = 0; i < CHECKS; i++) {
        if (sessions.caller(token).isEmpty()) {
          throw new IllegalStateException("a good session is refused");
        }
      }
      best = Math.min(best, (System.nanoTime() - began) / 1e3 / CHECKS);
    }
    bench.atMost("a session checked, the database every five seconds", best, "us", 20);
  }

  /** How long others wait while more people sign in than can be hashed. */
  private void flood(House house) throws Exception {
    double[] calm = waits(house);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger let = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    for (int c = 0; c < CALLERS; c++) {
      int first = c;
      callers.execute(
          () -> {
            House nobody = house.as("");
            for (int i = first; !over.get(); i += CALLERS) {
              int status = nobody.send("POST", "/v1/sign-in/password", form(i)).status();
              (status == 200 ? let : refused).incrementAndGet();
            }
          });
    }
    double[] busy = waits(house);
    over.set(true);
    callers.shutdown();
    if (!callers.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the flood does not end");
    }
    bench.atMost("p99 of others' requests in a flood of sign-ins", percentile(busy), "ms", 100);
    System.err.printf(
        "without the flood it is %.1f ms; %d came in, %d were told to come later%n",
        percentile(calm), let.get(), refused.get());
  }

  private static double[] waits(House house) {
    double[] waits = new double[400];
    for (int i = 0; i < waits.length; i++) {
      long began = System.nanoTime();
      House.Answer answer = house.get("/v1/plans");
      waits[i] = (System.nanoTime() - began) / 1e6;
      if (answer.status() != 200) {
        throw new IllegalStateException(answer.toString());
      }
    }
    return waits;
  }

  private static double percentile(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (sorted.length * 0.99) - 1];
  }
}
