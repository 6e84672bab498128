package playhouse.serving.acquisition.rights.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.Grant;
import playhouse.serving.acquisition.rights.GrantStore;
import playhouse.serving.acquisition.rights.Rights;
import playhouse.serving.acquisition.rights.Terms;
import playhouse.serving.acquisition.rights.desk.Reading;
import playhouse.serving.acquisition.rights.desk.Wanted;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Sheets of avails over HTTP: all of one is taken, or nothing. */
public final class AvailRoutes implements Routes {
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final int MOST_FAULTS = 100;
  private static final int MOST_GRANTS = 50_000;

  private final ServicesDatabase database;
  private final Rights rights;
  private final Runnable follow;
  private final Clock clock;

  /** How many rows came to what. */
  public record Taken(int granted, int amended, int ended, int unchanged) {}

  /** Of that database. */
  public AvailRoutes(ServicesDatabase database, Rights rights, Runnable follow, Clock clock) {
    this.database = database;
    this.rights = rights;
    this.follow = follow;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S1.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/rights/avails", "Takes a sheet of avails (CSV), all of it or nothing.")
            .may(Role.OPERATOR)
            .query("licensor", "Whose avails they are.")
            .query("zone", "Whose days, where a row does not say; UTC if not said.")
            .gives(Taken.class)
            .writeAfter(this::take),
        Endpoint.get("/v1/rights/avails", "The avails of a licensor that are not over, as CSV.")
            .may(Role.OPERATOR, Role.ANALYST, Role.SUPPLIER, Role.SERVICE)
            .filter("licensor", "Whose; a supplier need not say.")
            .read(this::sheet));
  }

  /** The sheet is read before the transaction. */
  private Function<Handle, Answer> take(Request request) {
    String licensor = licensor(request);
    ZoneId zone = request.query("zone").map(Reading::zone).orElse(ZoneId.of("UTC"));
    AvailSheet.Sheet sheet = AvailSheet.read(text(request), licensor, zone);
    refuse(sheet.faults());
    String who = request.caller().subject();
    return tx -> {
      List<AvailSheet.Fault> faults = new ArrayList<>();
      int[] counts = new int[4];
      for (AvailSheet.Row row : sheet.rows()) {
        try {
          counts[put(tx, row, who)]++;
        } catch (Refusal refusal) {
          faults.add(
              new AvailSheet.Fault(row.line(), "AvailID", String.valueOf(refusal.getMessage())));
        }
      }
      refuse(faults);
      return Answer.ok(new Taken(counts[0], counts[1], counts[2], counts[3])).then(follow);
    };
  }

  private static void refuse(List<AvailSheet.Fault> faults) {
    if (!faults.isEmpty()) {
      throw Refusal.bad("body", "has rows that cannot be taken, so none is: " + faults.size())
          .with("rows", faults.stream().limit(MOST_FAULTS).toList());
    }
  }

  /** 0 if it is new, 1 if it is another now, 2 if it is over now, 3 if nothing changed. */
  private int put(Handle tx, AvailSheet.Row row, String who) {
    Optional<Grant> before =
        named(tx, row)
            .or(
                () ->
                    GrantStore.find(
                        tx, row.terms().licensor(), row.terms().reference().orElse("")));
    if (row.over()) {
      boolean ended =
          before.isPresent() && rights.end(tx, before.get().id(), Optional.empty()).changed();
      return ended ? 2 : 3;
    }
    if (before.isEmpty()) {
      rights.grant(tx, UUID.randomUUID(), row.terms(), who);
      return 0;
    }
    if (before.get().ended().isPresent()) {
      throw Refusal.conflict("grant_over", "was ended before: give it another AvailID");
    }
    Terms wanted = as(row.terms(), before.get().terms().reference());
    return rights.amend(tx, before.get().id(), wanted).changed() ? 1 : 3;
  }

  /** A sheet that we wrote calls grants of others by their ids. */
  private static Optional<Grant> named(Handle tx, AvailSheet.Row row) {
    try {
      return GrantStore.find(tx, UUID.fromString(row.availId()))
          .filter(grant -> grant.terms().licensor().equals(row.terms().licensor()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Terms as(Terms read, Optional<String> reference) {
    return new Terms(
        read.title(),
        read.licensor(),
        reference,
        read.territories(),
        read.except(),
        read.models(),
        read.devices(),
        read.greatestHeight(),
        read.exclusive(),
        read.from(),
        read.until(),
        read.zone(),
        read.holdback(),
        read.fee());
  }

  private Answer sheet(Request request) {
    Optional<String> own =
        Optional.of(request.caller())
            .filter(caller -> caller.role() == Role.SUPPLIER)
            .map(caller -> caller.name());
    String licensor = own.orElseGet(() -> licensor(request));
    List<Grant> grants =
        database.read(
            handle ->
                GrantStore.some(
                    handle,
                    new GrantStore.Wanted(
                        Optional.empty(), Optional.of(licensor), Optional.empty()),
                    Long.MAX_VALUE,
                    MOST_GRANTS,
                    clock.instant()));
    String text =
        AvailSheet.write(grants.stream().filter(grant -> !grant.over(clock.instant())).toList());
    return Answer.paper(
        new Answer.Paper("text/csv; charset=utf-8", text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String licensor(Request request) {
    return request
        .query("licensor")
        .filter(text -> text.matches(Wanted.NAME))
        .orElseThrow(
            () -> Refusal.bad("licensor", "must be given: letters, digits, dots, hyphens"));
  }

  private static String text(Request request) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(request.bytes(MOST_BYTES)))
          .toString();
    } catch (CharacterCodingException e) {
      throw Refusal.bad("body", "must be UTF-8");
    }
  }
}
