package playhouse.serving.billing.reconciliation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import playhouse.contracts.Role;
import playhouse.serving.billing.reconciliation.statements.FeedStore;
import playhouse.serving.billing.reconciliation.statements.Intake;
import playhouse.serving.billing.reconciliation.statements.StatementStore;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Statements and months over HTTP, for those who answer for the books. */
public final class ReconciliationRoutes implements Routes {
  private static final Role[] BOOKS = {Role.OPERATOR, Role.ANALYST, Role.SERVICE};
  private static final String MONTH = "\\d{4}-(0[1-9]|1[0-2])";
  private static final String EXAMPLE =
      "{\"format\":\"settlement\",\"account\":\"example\",\"content\":\"file,day,batch,type,id,"
          + "reference,currency,gross,fee,rate,paid_currency,net\\n"
          + "ex-1,2026-01-02,ex-po-1,charge,ch_1,example-1,USD,9.99,0.14,1,USD,9.85\\n\"}";

  private final ServicesDatabase database;
  private final Periods periods;
  private final Clock clock;

  /** A statement that is sent. */
  public record Sent(
      @JsonPropertyDescription("settlement (a provider's CSV) or camt053 (a bank's XML).")
          @NotNull
          @Pattern(regexp = "settlement|camt053")
          String format,
      @JsonPropertyDescription("The channel or the bank whose it is.")
          @NotNull
          @Pattern(regexp = "[a-z0-9-]{2,40}")
          String account,
      @NotNull @Size(min = 1, max = 60_000) String content) {}

  /** A statement that is here. */
  public record Here(UUID id, String account, String statement, LocalDate day, int lines) {}

  /** What one message brought. */
  public record Taken(List<Here> items) {}

  /** Statements, the newest first, and where the next come from. */
  public record Statements(
      List<StatementStore.Listed> items, Optional<String> next, List<FeedStore.Feed> feeds) {}

  /** What a currency was worth to us on a day. */
  public record Rate(
      @NotNull @Pattern(regexp = "\\d{4}-\\d{2}-\\d{2}") String day,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String paid,
      @JsonPropertyDescription("Units of paid for one of currency, as a text.")
          @NotNull
          @Pattern(regexp = "\\d{1,9}(\\.\\d{1,9})?")
          String rate) {}

  /** A month to be closed. */
  public record Closing(
      @NotNull @Pattern(regexp = MONTH) String month,
      @JsonPropertyDescription("Exceptions that stay open and are taken along.")
          @NotNull
          @Size(max = 1_000)
          List<UUID> carry) {}

  /** A month. */
  public record Report(String month, boolean closed, List<Periods.Held> items) {}

  /** Of that database. */
  public ReconciliationRoutes(ServicesDatabase database, Reconciliation books, Clock clock) {
    this.database = database;
    this.periods = new Periods(books);
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S5.4";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/reconciliation/statements", "Takes in a settlement file or bank statements.")
            .may(Role.OPERATOR, Role.SERVICE)
            .takes(Sent.class, EXAMPLE)
            .gives(Taken.class)
            .write(this::take),
        Endpoint.get("/v1/reconciliation/statements", "Which statements are here.")
            .may(BOOKS)
            .pages()
            .gives(Statements.class)
            .read(this::statements),
        Endpoint.post("/v1/reconciliation/rates", "Says what a currency was worth to us on a day.")
            .may(Role.OPERATOR, Role.SERVICE)
            .takes(
                Rate.class,
                "{\"day\":\"2020-01-02\",\"currency\":\"USD\",\"paid\":\"EUR\",\"rate\":\"0.9\"}")
            .gives(Rate.class)
            .write(this::rate),
        Endpoint.post(
                "/v1/reconciliation/periods",
                "Closes a month whose statements are all here and whose exceptions are settled.")
            .may(Role.OPERATOR)
            .takes(Closing.class, "{\"month\":\"2020-02\",\"carry\":[]}")
            .gives(Report.class)
            .write(this::close),
        Endpoint.get(
                "/v1/reconciliation/report",
                "What the ledger and the statements say at the end of a month, and why.")
            .may(BOOKS)
            .filter("month", "Such as 2026-11.")
            .gives(Report.class)
            .read(this::report));
  }

  private Answer take(Request request, Handle tx) {
    Sent sent = request.body(Sent.class);
    List<Intake.Taken> taken =
        Intake.take(
            tx,
            Intake.Format.valueOf(sent.format().toUpperCase(Locale.ROOT)),
            sent.account(),
            sent.content(),
            clock.instant());
    return Answer.ok(
        new Taken(
            taken.stream()
                .map(
                    one ->
                        new Here(
                            one.id(),
                            one.statement().account(),
                            one.statement().id(),
                            one.statement().day(),
                            one.statement().lines().size()))
                .toList()));
  }

  private Answer statements(Request request) {
    Page page = Page.of(request);
    return Answer.ok(
        database.read(
            handle -> {
              List<StatementStore.Listed> found =
                  StatementStore.newest(handle, page.before(), page.limit() + 1);
              return new Statements(
                  page.cut(found),
                  page.next(found, StatementStore.Listed::number),
                  FeedStore.all(handle));
            }));
  }

  private Answer rate(Request request, Handle tx) {
    Rate rate = request.body(Rate.class);
    BigDecimal value = new BigDecimal(rate.rate());
    if (value.signum() == 0 || rate.currency().equals(rate.paid())) {
      throw Refusal.bad("rate", "must be positive, and of two currencies");
    }
    try {
      LocalDate day = LocalDate.parse(rate.day());
      if (!new RateStore(tx).put(day, rate.currency(), rate.paid(), value)) {
        throw Refusal.conflict("rate_differs", "there is another rate of that day already");
      }
    } catch (DateTimeException e) {
      throw Refusal.bad("day", "must be a day such as 2026-01-02");
    }
    return Answer.ok(rate);
  }

  private Answer close(Request request, Handle tx) {
    Closing wanted = request.body(Closing.class);
    YearMonth month = YearMonth.parse(wanted.month());
    periods.close(tx, month, new HashSet<>(wanted.carry()), request.caller().subject());
    return Answer.ok(report(tx, month));
  }

  private Answer report(Request request) {
    String text =
        request
            .query("month")
            .filter(given -> given.matches(MONTH))
            .orElseThrow(() -> Refusal.bad("month", "must be a month such as 2026-11"));
    YearMonth month = YearMonth.parse(text);
    return Answer.ok(
        database.read(
            handle ->
                // One look at all of it.
                handle.inTransaction(
                    TransactionIsolationLevel.REPEATABLE_READ, tx -> report(tx, month))));
  }

  private static Report report(Handle handle, YearMonth month) {
    return new Report(
        month.toString(), PeriodStore.closed(handle, month), Periods.report(handle, month));
  }
}
