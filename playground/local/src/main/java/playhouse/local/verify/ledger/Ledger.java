package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import playhouse.contracts.Setting;
import playhouse.contracts.VirtualClock;
import playhouse.local.demo.Spark;
import playhouse.local.process.Ending;
import playhouse.local.process.Foreground;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.LakeWait;
import playhouse.local.stack.Stack;
import playhouse.local.verify.Check;
import playhouse.local.verify.Proof;

/**
 * Three years of money, by a clock that is moved: people subscribe, pay, change and want it back,
 * providers go wrong, and serving and PostgreSQL are killed in the middle of it. Afterwards ledger,
 * providers, statements, invoices, what people were told and the lake's numbers say the same.
 */
public final class Ledger implements Proof {
  private static final Instant BEGIN = Instant.parse("2022-01-29T22:30:00Z");
  private static final Duration LAKE_LIMIT = Duration.ofMinutes(30);

  /** A bank takes a payment once more. */
  private static final String CHARGED_TWICE = "charged-twice";

  /** A line of the ledger becomes another by a cent. */
  private static final String ENTRY_ALTERED = "entry-altered";

  /** Who owes too long is served as if they had paid. */
  private static final String SERVED_UNPAID = "served-unpaid";

  /** Those in grace count as paying. */
  private static final String GRACE_COUNTS = "grace-counts";

  private static final Years.Size WHOLE = new Years.Size(250, 1095, 100_000, 20, 6);
  private static final Years.Size QUICK = new Years.Size(25, 120, 1_800, 2, 1);

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String purpose() {
    return "three years of payments, faults and deaths: every book says the same";
  }

  @Override
  public List<String> sabotages() {
    return List.of(CHARGED_TWICE, ENTRY_ALTERED, SERVED_UNPAID, GRACE_COUNTS);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        Setting.CLOCK.key(), "virtual",
        Setting.TRUSTED_PROXIES.key(), "127.0.0.1/32",
        Setting.STREAMING_JOBS.key(), "lake-writer");
  }

  @Override
  public List<Check> run(Trial trial) {
    VirtualClock.set(trial.house().home(), BEGIN);
    Stack stack = new Stack(trial.house(), trial.progress());
    Ending ending = Ending.with("leave-nothing-running", stack::leave);
    try {
      stack.up();
      return live(trial);
    } finally {
      stack.leave();
      ending.forget();
    }
  }

  private static List<Check> live(Trial trial) {
    Random random = new Random(trial.seed());
    Years.Size size = trial.quick() ? QUICK : WHOLE;
    try (Hospital hospital = new Hospital(trial.house(), trial.progress())) {
      Town town = new Town(trial.house(), BEGIN, hospital);
      People people = new People(town, size.people(), random);
      Banks banks = new Banks(town, random);
      Operators operators = new Operators(town, random);
      Years years = new Years(town, people, banks, operators, hospital, random, size);
      years.live(trial.progress());
      if (trial.breaks(SERVED_UNPAID)) {
        alter(
            trial,
            "update billing.subscription set state = 'active' where id in (select distinct on"
                + " (person) id from billing.subscription order by person, created desc) and"
                + " not exists (select from billing.subscription s where s.person ="
                + " subscription.person and s.state <> 'expired')");
      }
      years.calmDown(trial.progress());
      if (trial.breaks(CHARGED_TWICE)) {
        banks.chargeAgain(trial.house().home());
      }
      if (trial.breaks(ENTRY_ALTERED)) {
        alter(
            trial,
            "alter table billing.ledger_line disable trigger user;"
                + " update billing.ledger_line set amount = amount + 0.01 where ctid ="
                + " (select ctid from billing.ledger_line limit 1)");
      }
      tell(trial, people, banks, operators, town);
      return checks(trial, town, people, banks, operators, years);
    }
  }

  private static List<Check> checks(
      Trial trial, Town town, People people, Banks banks, Operators operators, Years years) {
    Accounts accounts = Accounts.read(town, people);
    JsonNode books = banks.books();
    Served served = years.served();
    List<Check> checks = new ArrayList<>();
    checks.addAll(
        new BookChecks(town, accounts, books, operators.decided())
            .all(
                served,
                people,
                BookChecks.month(BEGIN),
                BookChecks.month(town.now()).minusMonths(1)));
    new LakeWait(trial.house(), trial.progress()).untilEmpty(LAKE_LIMIT);
    Spark spark =
        new Spark(trial.house(), new Foreground(trial.house().processes(), trial.progress()));
    checks.addAll(
        new KpiChecks(spark, accounts, books, served, operators.decided())
            .all(trial.breaks(GRACE_COUNTS)));
    return checks;
  }

  private static void tell(
      Trial trial, People people, Banks banks, Operators operators, Town town) {
    trial.progress().say("  people: " + people.did());
    trial.progress().say("  banks: " + banks.did());
    trial.progress().say("  operators: " + operators.did());
    trial.progress().say("  " + town.answered() + " requests answered, seed " + trial.seed());
  }

  private static void alter(Trial trial, String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                trial.house().settings().get(Setting.SERVICES_URI),
                trial.house().settings().get(Setting.SERVICES_USER),
                trial.house().settings().find(Setting.SERVICES_PASSWORD).orElse(""));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new LocalFailure("cannot break the books: " + e.getMessage(), e);
    }
  }
}
