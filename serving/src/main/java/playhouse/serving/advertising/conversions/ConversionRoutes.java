package playhouse.serving.advertising.conversions;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdConversion;
import playhouse.contracts.facts.Envelope;
import playhouse.serving.advertising.orders.Owners;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.outbox.Outbox;

/** Conversions over HTTP. */
public final class ConversionRoutes implements Routes {
  private static final String SYSTEM = "S8.3";
  private static final String CLICK = "click-";
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final Owners owners;
  private final Clock clock;

  /**
   * What somebody did.
   *
   * @param impression that they saw; or else
   * @param click by which they came
   * @param kind in the advertiser's words; of each there is one for an impression
   */
  public record Reported(
      @Nullable UUID impression,
      @Nullable @Pattern(regexp = "click-[0-9a-f-]{36}") String click,
      @NotNull @Pattern(regexp = "[a-z0-9_-]{1,40}") String kind,
      @Nullable @Min(0) Long valueMicros,
      @NotNull Instant occurred) {}

  /**
   * What became of it.
   *
   * @param impression that it is owed to; null if it is owed to none
   * @param by click or view; null if it is owed to none
   */
  public record Attributed(boolean attributed, @Nullable UUID impression, @Nullable String by) {}

  /** Answers by that clock. */
  public ConversionRoutes(Owners owners, Clock clock) {
    this.owners = owners;
    this.clock = clock;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/ads/conversions",
                "Reports what an ad led to; it is owed to the last ad followed within 30 days, or"
                    + " else to the last seen within one.")
            .may(Role.ADVERTISER, Role.SERVICE)
            .takes(
                Reported.class,
                """
                {"impression":"7c0de0f1-0000-4000-8000-000000000001","kind":"order",\
                "valueMicros":12000000,"occurred":"2026-11-22T10:00:00Z"}""")
            .gives(Attributed.class)
            .write(this::report));
  }

  private Answer report(Request request, Handle tx) {
    Reported reported = request.body(Reported.class);
    Instant now = clock.instant();
    if (reported.occurred().isAfter(now.plus(AHEAD))) {
      throw Refusal.bad("occurred", "must not be in the future");
    }
    UUID impression = impression(reported);
    Optional<Touch> named =
        TouchStore.of(tx, impression)
            .filter(touch -> owners.mayKnow(request.caller(), touch.advertiser()));
    Instant occurred = reported.occurred().truncatedTo(ChronoUnit.MICROS);
    Optional<Attribution.Owed> owed =
        named.flatMap(touch -> Attribution.of(near(tx, touch, occurred), occurred));
    owed.ifPresent(found -> Outbox.add(tx, SYSTEM, fact(found.touch(), reported, occurred, now)));
    return Answer.ok(
        owed.map(found -> new Attributed(true, found.touch().impression(), found.by()))
            .orElseGet(() -> new Attributed(false, null, null)));
  }

  /** All that the same person met of the same advertiser: the last of it counts. */
  private static List<Touch> near(Handle tx, Touch named, Instant occurred) {
    return named
        .person()
        .map(
            person ->
                TouchStore.of(
                    tx,
                    named.advertiser(),
                    person,
                    occurred.minus(Attribution.CLICK).minus(Attribution.VIEW)))
        .orElseGet(() -> List.of(named));
  }

  private static UUID impression(Reported reported) {
    UUID impression = reported.impression();
    String click = reported.click();
    if (impression != null && click == null) {
      return impression;
    }
    if (click == null || impression != null) {
      throw Refusal.bad("impression", "must be given, or else click");
    }
    try {
      return UUID.fromString(click.substring(CLICK.length()));
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("click", "must be the id of a click");
    }
  }

  private static Ad fact(Touch touch, Reported reported, Instant occurred, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    Envelope envelope =
        Envelope.newBuilder()
            .setId("ad.conversion/" + touch.impression() + "/" + reported.kind())
            .setSource("/serving")
            .setPerson(touch.person().orElse(null))
            .setOccurred(occurred)
            .setSent(at)
            .setReceived(at)
            .build();
    return Ad.newBuilder()
        .setEnvelope(envelope)
        .setType("ad.conversion")
        .setAdConversion(
            AdConversion.newBuilder()
                .setImpression(touch.impression().toString())
                .setKind(reported.kind())
                .setValueMicros(reported.valueMicros())
                .build())
        .build();
  }
}
