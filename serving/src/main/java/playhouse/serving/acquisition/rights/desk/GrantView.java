package playhouse.serving.acquisition.rights.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import playhouse.serving.acquisition.rights.Device;
import playhouse.serving.acquisition.rights.Grant;
import playhouse.serving.acquisition.rights.Model;
import playhouse.serving.acquisition.rights.Terms;

/**
 * A grant as callers see it.
 *
 * @param until first moment after it
 * @param lastDay of the window, where it was told in days
 * @param ended when it ends before its time
 * @param state coming, open or over
 */
public record GrantView(
    UUID id,
    String title,
    String licensor,
    Optional<String> reference,
    List<String> territories,
    List<String> except,
    List<String> models,
    List<String> devices,
    Optional<Integer> greatestHeight,
    boolean exclusive,
    Instant from,
    Instant until,
    Optional<LocalDate> firstDay,
    Optional<LocalDate> lastDay,
    Optional<String> zone,
    Optional<HeldView> holdback,
    Optional<Money> fee,
    Optional<Instant> ended,
    String state,
    String who,
    Instant made,
    Instant changed) {

  /** Models that wait, and until when. */
  public record HeldView(List<String> models, Instant until) {}

  /** As it stands then. */
  public static GrantView of(Grant grant, Instant now) {
    Terms terms = grant.terms();
    Optional<ZoneId> zone = terms.zone().map(ZoneId::of);
    return new GrantView(
        grant.id(),
        terms.title(),
        terms.licensor(),
        terms.reference(),
        terms.territories(),
        terms.except(),
        terms.models().stream().map(Model::text).toList(),
        terms.devices().stream().map(Device::text).toList(),
        terms.greatestHeight(),
        terms.exclusive(),
        terms.from(),
        terms.until(),
        zone.map(where -> terms.from().atZone(where).toLocalDate()),
        zone.map(where -> terms.until().minusNanos(1).atZone(where).toLocalDate()),
        terms.zone(),
        terms
            .holdback()
            .map(
                held ->
                    new HeldView(held.models().stream().map(Model::text).toList(), held.until())),
        terms.fee(),
        grant.ended(),
        grant.over(now) ? "over" : now.isBefore(terms.from()) ? "coming" : "open",
        grant.who(),
        grant.made(),
        grant.changed());
  }
}
