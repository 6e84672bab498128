package playhouse.serving.platform;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.ApiKeys;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.VirtualClock;
import playhouse.serving.platform.access.Callers;
import playhouse.serving.platform.access.KnownMachines;
import playhouse.serving.platform.access.OpenSessions;
import playhouse.serving.platform.access.SignedTokens;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.HttpHost;
import playhouse.serving.platform.http.OpenApi;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.messages.Messages;
import playhouse.serving.platform.operations.AuditRoutes;
import playhouse.serving.platform.operations.Check;
import playhouse.serving.platform.operations.ClockRoutes;
import playhouse.serving.platform.operations.OperationRoutes;
import playhouse.serving.platform.operations.SystemRoutes;
import playhouse.serving.platform.operations.Systems;
import playhouse.serving.platform.operations.Timers;
import playhouse.serving.platform.outbox.OutboxPublisher;
import playhouse.serving.platform.outbox.Published;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.traces.Traces;

/**
 * What every system of this process stands on, put together: the database, the outbox, the clock's
 * work, and the one door for HTTP.
 */
public final class Chassis implements AutoCloseable {
  private static final Duration SEND = Duration.ofMillis(500);
  private static final Duration FORGET = Duration.ofMinutes(1);

  private final Settings settings;
  private final Clock clock;
  private final Meters meters;
  private final ServicesDatabase database;
  private final OutboxPublisher outbox;
  private final Timers timers;
  private final Messages messages;
  private final Gate gate;
  private final Traces traces;
  private volatile OpenSessions sessions = token -> Optional.empty();
  private volatile KnownMachines machines = token -> Optional.empty();
  private volatile boolean closing;

  /**
   * Begins; the database is waited for.
   *
   * @param activities whose schemas there are, in the order in which they may refer to each other
   */
  public Chassis(Settings settings, Clock clock, Meters meters, List<String> activities) {
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
    List<String> schemas = new ArrayList<>(List.of("platform"));
    schemas.addAll(activities);
    database = new ServicesDatabase(settings, schemas);
    traces = Traces.of(settings);
    timers = new Timers(database, clock, traces);
    outbox = new OutboxPublisher(database, settings.get(Setting.KAFKA), clock, meters);
    messages = new Messages(database, settings, clock);
    work(SEND, "platform.messages", messages::deliver);
    every(FORGET, "platform.forget-messages", messages::forget);
    every(FORGET, "platform.forget-counts", tx -> Published.forget(tx, clock.instant()));
    Callers callers =
        new Callers(
            new ApiKeys(Path.of(settings.get(Setting.KEYS)), clock),
            new SignedTokens(Path.of(settings.get(Setting.TOKEN_KEY)), clock),
            token -> sessions.caller(token),
            token -> machines.caller(token));
    gate = new Gate(callers, Peers.of(settings), database, outbox::look, clock, traces);
  }

  /** Where the services keep their state. */
  public ServicesDatabase database() {
    return database;
  }

  /** Lets in who has signed in, too. */
  public void admit(OpenSessions those) {
    sessions = those;
  }

  /** Lets in those machines, too. */
  public void admitMachines(KnownMachines those) {
    machines = those;
  }

  /** What is sent to people. */
  public Messages messages() {
    return messages;
  }

  /** Has that done, in a transaction, again and again; to be told before {@link #serve}. */
  public void every(Duration pause, String name, ToIntFunction<Handle> work) {
    timers.every(
        pause,
        name,
        tx -> {
          int done = work.applyAsInt(tx);
          if (done > 0) {
            outbox.look();
          }
          return done;
        });
  }

  /**
   * Has that done again and again, outside of any transaction: for what speaks with the world. How
   * much was done is its answer; more is done at once if there was any.
   */
  public void work(Duration pause, String name, IntSupplier work) {
    timers.work(
        pause,
        name,
        () -> {
          int all = 0;
          for (int some = 1; !closing && some > 0; all += some) {
            some = work.getAsInt();
            if (some > 0) {
              outbox.look();
            }
          }
          return all;
        });
  }

  /** Whether the database is there. */
  public boolean ready() {
    return database.ready();
  }

  /** Opens the door to these routes and the chassis' own, and lets the clock's work begin. */
  public HttpHost serve(List<Routes> routes, List<Check> checks, List<Systems.Named> named) {
    List<Routes> all = new ArrayList<>(routes);
    Systems systems = new Systems(named, all, this::ready);
    all.add(new AuditRoutes(database));
    all.add(new SystemRoutes(systems, outbox::publishedSince, clock));
    all.add(new OperationRoutes(meters, checks, () -> OpenApi.of(all)));
    if (clock instanceof VirtualClock moved) {
      all.add(new ClockRoutes(moved, timers::doAll));
    } else {
      database.whenReady(timers::start);
    }
    return HttpHost.start(
        settings.get(Setting.BIND), settings.number(Setting.SERVING_PORT), meters, gate, all);
  }

  @Override
  public void close() {
    closing = true;
    timers.close();
    messages.close();
    outbox.close();
    database.close();
    traces.close();
  }
}
