package playhouse.serving.advertising.forecasts;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.bookings.Rules;
import playhouse.serving.advertising.orders.bookings.Terms;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Forecasts over HTTP. */
public final class ForecastRoutes implements Routes {
  private static final UUID NOBODY = new UUID(0, 0);
  private static final int SECONDS = 15;
  private static final long SECOND_MILLIS = 1_000;

  private final Forecasts forecasts;
  private final Rules rules;
  private final Clock clock;

  /** A line item that might be ordered, by the thousand. */
  public record Wanted(
      @NotNull Instant begins,
      @NotNull Instant ends,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @JsonPropertyDescription("Of a thousand impressions, in millionths of the currency unit.")
          @Min(1)
          @Max(1_000_000_000_000L)
          long priceMicros,
      @Min(0) @Max(1_000_000_000_000_000L) long budgetMicros,
      @JsonPropertyDescription("How long its film is: 15 if not said.") @Nullable @Min(1) @Max(180)
          Integer seconds,
      @Nullable @Size(max = 5) List<LineItem.@NotNull Cap> caps,
      @Nullable @Size(max = 50) List<LineItem.@NotNull Daypart> dayparts,
      @NotNull @Valid Terms.Audience targeting) {

    LineItem lineItem() {
      return new LineItem(
          NOBODY,
          NOBODY,
          NOBODY,
          "forecast",
          LineItem.Kind.AUCTION,
          begins,
          ends,
          unit(),
          LineItem.Pricing.CPM,
          priceMicros,
          budgetMicros,
          Optional.empty(),
          Optional.empty(),
          LineItem.Pace.ASAP,
          caps == null ? List.of() : caps,
          dayparts == null ? List.of() : dayparts,
          targeting.targeting(),
          Optional.empty());
    }

    private CurrencyUnit unit() {
      try {
        return CurrencyUnit.of(currency);
      } catch (IllegalCurrencyException e) {
        throw Refusal.bad("currency", "must be a code of ISO 4217, such as EUR");
      }
    }

    /** Of something that may stand beside anything. */
    Creative film() {
      return new Creative(
          NOBODY,
          NOBODY,
          "forecast",
          "unknown",
          "unknown",
          (seconds == null ? SECONDS : seconds) * SECOND_MILLIS,
          List.of(),
          "",
          Set.of(),
          Set.of(),
          0,
          Optional.empty());
    }
  }

  /** From those; what could not be ordered is not foretold either. */
  public ForecastRoutes(Forecasts forecasts, Rules rules, Clock clock) {
    this.forecasts = forecasts;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S8.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/ads/forecasts",
                "How many people, breaks and impressions a line item would find.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(
                Wanted.class,
                """
                {"begins":"2026-01-01T00:00:00Z","ends":"2027-12-31T00:00:00Z","currency":"EUR",\
                "priceMicros":8000000,"budgetMicros":500000000,\
                "caps":[{"impressions":3,"seconds":86400}],"targeting":{"countries":["DE"]}}""")
            .gives(Forecast.class)
            .read(this::forecast));
  }

  private Answer forecast(Request request) {
    Wanted wanted = request.body(Wanted.class);
    LineItem item = wanted.lineItem();
    rules.check(item, clock.instant());
    return Answer.ok(forecasts.of(new Flight(item, List.of(wanted.film())), clock.instant()));
  }
}
