package playhouse.serving.advertising.breaks.rates;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** What currencies are worth, over HTTP. */
public final class RateRoutes implements Routes {
  private final DailyRates rates;

  /** Of a day. */
  record PerEuro(
      @NotNull @Size(min = 1, max = 200)
          Map<
                  @NotNull @Pattern(regexp = "[A-Z]{3}") String,
                  @NotNull @DecimalMin("0.00000001") @DecimalMax("100000000000") BigDecimal>
              perEuro) {}

  /** Known at once to these. */
  public RateRoutes(DailyRates rates) {
    this.rates = rates;
  }

  @Override
  public String system() {
    return "S8.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put(
                "/v1/ads/rates/{day}",
                "Sets what a euro is worth in other currencies, from that day on until the next.")
            .may(Role.OPERATOR, Role.SERVICE)
            .takes(PerEuro.class, "{\"perEuro\":{\"USD\":1.08,\"CNY\":7.8}}")
            .givesNothing()
            .write(this::set));
  }

  private Answer set(Request request, Handle tx) {
    LocalDate day = day(request.path("day"));
    Map<String, BigDecimal> perEuro = request.body(PerEuro.class).perEuro();
    if (perEuro.containsKey("EUR")) {
      throw Refusal.bad("perEuro", "must not hold EUR: a euro is a euro");
    }
    RateStore.put(tx, day, perEuro);
    return Answer.done().then(rates::read);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Refusal.missing("there is no such day; name one such as 2026-01-02");
    }
  }
}
