package playhouse.serving.billing.offers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Coupons over HTTP, for those who give them out. */
public final class CouponRoutes implements Routes {
  private static final int MOST = 500;

  private final ServicesDatabase database;

  /** Wanted: a coupon, of a percentage or of an amount. */
  public record WantedCoupon(
      @NotNull @Pattern(regexp = Coupons.CODE) String code,
      @JsonPropertyDescription("Between 0 and 100.")
          @Nullable
          @Pattern(regexp = "\\d{1,3}(\\.\\d{1,3})?")
          String percent,
      @JsonPropertyDescription("Tax included.") @Nullable Amount amount,
      @JsonPropertyDescription("Of how many terms; of all if it is not said.")
          @Nullable
          @Min(1)
          @Max(120)
          Integer terms,
      @NotNull Instant from,
      @NotNull Instant until,
      @JsonPropertyDescription("How often at all; any number if it is not said.") @Nullable @Min(1)
          Integer most,
      @JsonPropertyDescription("How often by one person; once if it is not said.")
          @Nullable
          @Min(1)
          @Max(100)
          Integer mostOfAPerson,
      @JsonPropertyDescription("Of which plans; of all if it is not said.")
          @Nullable List<@NotNull @Pattern(regexp = "[a-z0-9-]{2,40}") String> plans,
      @JsonPropertyDescription("Where; everywhere if it is not said.")
          @Nullable List<@NotNull @Pattern(regexp = "[A-Z]{2}") String> countries) {

    private Coupon coupon() {
      Optional<BigDecimal> share = Optional.ofNullable(percent).map(BigDecimal::new);
      if (share
          .filter(p -> p.signum() <= 0 || p.compareTo(BigDecimal.valueOf(100)) > 0)
          .isPresent()) {
        throw Refusal.bad("percent", "must be above 0 and at most 100");
      }
      Optional<Money> off = Optional.ofNullable(amount).map(a -> a.money("amount"));
      if (share.isPresent() == off.isPresent()) {
        throw Refusal.bad("amount", "or percent must be given, and not both");
      }
      if (!from.isBefore(until)) {
        throw Refusal.bad("until", "must be after from");
      }
      return new Coupon(
          code,
          share,
          off,
          Optional.ofNullable(terms),
          from.truncatedTo(ChronoUnit.MICROS),
          until.truncatedTo(ChronoUnit.MICROS),
          Optional.ofNullable(most),
          mostOfAPerson == null ? 1 : mostOfAPerson,
          plans == null ? List.of() : List.copyOf(plans),
          countries == null ? List.of() : List.copyOf(countries),
          0);
    }
  }

  /** All that there are. */
  public record All(List<Coupon> items) {}

  /** Answers from there. */
  public CouponRoutes(ServicesDatabase database) {
    this.database = database;
  }

  @Override
  public String system() {
    return "S5.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/coupons", "Gives out a coupon.")
            .may(Role.OPERATOR)
            .takes(
                WantedCoupon.class,
                """
                {"code":"SPRING27","percent":"25","terms":3,"from":"2027-03-01T00:00:00Z",
                 "until":"2027-06-01T00:00:00Z","most":1000}""")
            .gives(201, Coupon.class)
            .write(this::add),
        Endpoint.get("/v1/coupons", "Coupons, and how often they were used.")
            .may(Role.OPERATOR, Role.ANALYST, Role.AGENT)
            .gives(All.class)
            .read(this::all));
  }

  private Answer add(Request request, Handle tx) {
    Coupon coupon = Coupons.add(tx, request.body(WantedCoupon.class).coupon());
    return Answer.created("/v1/coupons", coupon);
  }

  private Answer all(Request unused) {
    return Answer.ok(new All(database.read(handle -> CouponStore.all(handle, MOST))));
  }
}
