package playhouse.serving.billing.ledger;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.joda.money.Money;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** The ledger over HTTP, for those who answer for the books. */
public final class LedgerRoutes implements Routes {
  /** As the database says that something stays as it is. */
  private static final String FROZEN = "23001";

  private static final Role[] BOOKS = {Role.OPERATOR, Role.ANALYST, Role.SERVICE};

  private final ServicesDatabase database;
  private final Clock clock;

  /**
   * What stands on an account in one currency.
   *
   * @param kind asset, liability, income or expense
   * @param amount debit positive, credit negative
   */
  public record Balance(String account, String kind, String nameEn, String nameZh, Money amount) {}

  /** Of all accounts; in each currency they sum to zero. */
  public record Balances(List<Balance> items) {}

  /** A line of an entry. */
  public record Written(long entry, String reason, LocalDate day, String account, Money amount) {}

  /** Lines, those of the newest entries first. */
  public record Lines(List<Written> items, Optional<String> next) {}

  /** A month to be closed. */
  public record Month(@NotNull @Pattern(regexp = "\\d{4}-(0[1-9]|1[0-2])") String month) {}

  /** Of that database. */
  public LedgerRoutes(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S5.4";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/ledger/accounts", "What stands on every account.")
            .may(BOOKS)
            .gives(Balances.class)
            .read(this::balances),
        Endpoint.get("/v1/ledger/lines", "What was written, the newest first.")
            .may(BOOKS)
            .filter("account", "Only what was written to it.")
            .pages()
            .gives(Lines.class)
            .read(this::lines),
        Endpoint.post("/v1/ledger/closed-months", "Has nothing be written in a month any more.")
            .may(Role.OPERATOR)
            .takes(Month.class, "{\"month\":\"2020-01\"}")
            .gives(Month.class)
            .write(this::close));
  }

  private Answer balances(Request request) {
    return Answer.ok(new Balances(database.read(LedgerStore::balances)));
  }

  private Answer lines(Request request) {
    Page page = Page.of(request);
    List<Written> found =
        database.read(
            handle ->
                LedgerStore.newest(handle, request.query("account"), page.before(), page.limit()));
    return Answer.ok(new Lines(found, page.nextOf(found, Written::entry)));
  }

  private Answer close(Request request, Handle tx) {
    Month wanted = request.body(Month.class);
    YearMonth month = YearMonth.parse(wanted.month());
    if (!month.isBefore(YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)))) {
      throw Refusal.bad("month", "must be over");
    }
    try {
      Ledger.close(tx, month, clock.instant());
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException why && FROZEN.equals(why.getSQLState())) {
        throw Refusal.conflict(
            "period_incomplete", "its statements are not worked off: /v1/reconciliation/periods");
      }
      throw e;
    }
    return Answer.ok(wanted);
  }
}
