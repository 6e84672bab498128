package playhouse.serving.acquisition.rights;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Grants in the database. */
public final class GrantStore {
  private static final String SELECT = "select g.* from acquisition.rights_grant g ";

  private GrantStore() {}

  /** Whoever changes rights holds this until it is so for good; the number of the change. */
  static long next(Handle tx) {
    return tx.createQuery(
            "update acquisition.rights_state set version = version + 1 returning version")
        .mapTo(Long.class)
        .one();
  }

  /** What a list can be asked for; empty is all. */
  public record Wanted(Optional<String> title, Optional<String> licensor, Optional<String> state) {}

  static void add(Handle tx, Grant grant) {
    bound(
            tx.createUpdate(
                """
                insert into acquisition.rights_grant (id, version, title, licensor, reference,
                  territories, except_territories, models, devices, greatest_height, exclusive,
                  valid_from, valid_until, zone, holdback_models, holdback_until, fee, currency,
                  who, made, changed)
                values (:id, :version, :title, :licensor, :reference,
                  string_to_array(:places, ','), string_to_array(:without, ','),
                  string_to_array(:by, ','), string_to_array(:on, ','), :height, :exclusive,
                  :from, :until, :inZone, string_to_array(:held, ','), :heldUntil::timestamptz,
                  :costs, :currency, :who, :made, :changed)"""),
            grant)
        .bind("who", grant.who())
        .bind("made", grant.made())
        .execute();
  }

  static void change(Handle tx, Grant grant) {
    bound(
            tx.createUpdate(
                """
                update acquisition.rights_grant set version = :version, title = :title,
                  licensor = :licensor, reference = :reference,
                  territories = string_to_array(:places, ','),
                  except_territories = string_to_array(:without, ','),
                  models = string_to_array(:by, ','), devices = string_to_array(:on, ','),
                  greatest_height = :height, exclusive = :exclusive, valid_from = :from,
                  valid_until = :until, zone = :inZone,
                  holdback_models = string_to_array(:held, ','),
                  holdback_until = :heldUntil::timestamptz, fee = :costs, currency = :currency,
                  ended = :ended::timestamptz, changed = :changed
                where id = :id"""),
            grant)
        .bindByType("ended", grant.ended().orElse(null), Instant.class)
        .execute();
  }

  private static Update bound(Update update, Grant grant) {
    Terms terms = grant.terms();
    return update
        .bind("id", grant.id())
        .bind("version", grant.version())
        .bind("title", terms.title())
        .bind("licensor", terms.licensor())
        .bindByType("reference", terms.reference().orElse(null), String.class)
        .bind("places", joined(terms.territories(), Function.identity()))
        .bind("without", joined(terms.except(), Function.identity()))
        .bind("by", joined(terms.models(), Model::text))
        .bind("on", joined(terms.devices(), Device::text))
        .bindByType("height", terms.greatestHeight().orElse(null), Integer.class)
        .bind("exclusive", terms.exclusive())
        .bind("from", terms.from())
        .bind("until", terms.until())
        .bindByType("inZone", terms.zone().orElse(null), String.class)
        .bind(
            "held",
            joined(terms.holdback().map(Terms.Holdback::models).orElse(List.of()), Model::text))
        .bindByType(
            "heldUntil", terms.holdback().map(Terms.Holdback::until).orElse(null), Instant.class)
        .bindByType("costs", terms.fee().map(Money::getAmount).orElse(null), BigDecimal.class)
        .bindByType(
            "currency",
            terms.fee().map(fee -> fee.getCurrencyUnit().getCode()).orElse(null),
            String.class)
        .bind("changed", grant.changed());
  }

  private static <T> String joined(Collection<T> some, Function<T, String> text) {
    return String.join(",", some.stream().map(text).toList());
  }

  /** One. */
  public static Optional<Grant> find(Handle handle, UUID id) {
    return handle
        .createQuery(SELECT + "where id = :id")
        .bind("id", id)
        .map((row, context) -> grant(row))
        .findOne();
  }

  /** The one that its licensor calls so. */
  public static Optional<Grant> find(Handle handle, String licensor, String reference) {
    return handle
        .createQuery(SELECT + "where licensor = :licensor and reference = :reference")
        .bind("licensor", licensor)
        .bind("reference", reference)
        .map((row, context) -> grant(row))
        .findOne();
  }

  /** Those of a title that hold or will hold, but for one. */
  static List<Grant> standing(Handle handle, String title, UUID but, Instant now) {
    return all(
        handle
            .createQuery(
                SELECT
                    + """
                    where title = :title and id <> :but and valid_until > :now
                      and (ended is null or ended > :now) order by number""")
            .bind("title", title)
            .bind("but", but)
            .bind("now", now));
  }

  /** Those that were changed after that change and grant of it, in the order of the changes. */
  static List<Grant> after(Handle handle, long version, long number, int most) {
    return all(
        handle
            .createQuery(
                SELECT
                    + """
                    where (version, number) > (:version, :number)
                    order by version, number limit :most""")
            .bind("version", version)
            .bind("number", number)
            .bind("most", most));
  }

  /** The newest change. */
  static long version(Handle handle) {
    return handle
        .createQuery("select version from acquisition.rights_state")
        .mapTo(Long.class)
        .one();
  }

  /** The newest first. */
  public static List<Grant> some(Handle handle, Wanted wanted, long before, int most, Instant now) {
    return all(
        handle
            .createQuery(
                SELECT
                    + """
                    where number < :before
                      and (:title::text is null or title = :title)
                      and (:licensor::text is null or licensor = :licensor)
                      and (:state::text is null or :state = case
                        when least(valid_until, ended) <= :now then 'over'
                        when valid_from > :now then 'coming' else 'open' end)
                    order by number desc limit :most""")
            .bind("before", before)
            .bindByType("title", wanted.title().orElse(null), String.class)
            .bindByType("licensor", wanted.licensor().orElse(null), String.class)
            .bindByType("state", wanted.state().orElse(null), String.class)
            .bind("now", now)
            .bind("most", most));
  }

  /** Some that are over and of which that was not told, locked. */
  static List<Grant> toTell(Handle tx, Instant now, int most) {
    return all(
        tx.createQuery(
                SELECT
                    + """
                    where not end_told and (valid_until <= :now or ended <= :now)
                    order by number limit :most for update skip locked""")
            .bind("now", now)
            .bind("most", most));
  }

  static void told(Handle tx, UUID id) {
    tx.createUpdate("update acquisition.rights_grant set end_told = true where id = :id")
        .bind("id", id)
        .execute();
  }

  /** Puts down which end within so many days; how many that were not put down before. */
  static int raise(Handle tx, int days, Instant now) {
    return tx.createUpdate(
            """
            insert into acquisition.rights_alert (grant_id, days, valid_until, raised)
            select id, :days, valid_until, :now from acquisition.rights_grant
            where not end_told and ended is null and valid_until > :now and valid_until <= :until
            on conflict do nothing""")
        .bind("days", days)
        .bind("now", now)
        .bind("until", now.plus(Duration.ofDays(days)))
        .execute();
  }

  private static List<Grant> all(Query query) {
    return query.map((row, context) -> grant(row)).list();
  }

  private static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getLong("version"),
        terms(row),
        instant(row, "ended"),
        row.getString("who"),
        row.getTimestamp("made").toInstant(),
        row.getTimestamp("changed").toInstant());
  }

  private static Terms terms(ResultSet row) throws SQLException {
    List<Model> held = models(row, "holdback_models");
    return new Terms(
        row.getString("title"),
        row.getString("licensor"),
        Optional.ofNullable(row.getString("reference")),
        texts(row, "territories"),
        texts(row, "except_territories"),
        models(row, "models"),
        texts(row, "devices").stream().flatMap(text -> Device.of(text).stream()).toList(),
        Optional.ofNullable((Integer) row.getObject("greatest_height")),
        row.getBoolean("exclusive"),
        row.getTimestamp("valid_from").toInstant(),
        row.getTimestamp("valid_until").toInstant(),
        Optional.ofNullable(row.getString("zone")),
        instant(row, "holdback_until").map(until -> new Terms.Holdback(held, until)),
        fee(row.getBigDecimal("fee"), row.getString("currency")));
  }

  private static Optional<Money> fee(@Nullable BigDecimal amount, @Nullable String currency) {
    return amount == null || currency == null
        ? Optional.empty()
        : Optional.of(Money.of(CurrencyUnit.of(currency), amount));
  }

  private static List<Model> models(ResultSet row, String column) throws SQLException {
    return texts(row, column).stream().flatMap(text -> Model.of(text).stream()).toList();
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.stream((Object[]) row.getArray(column).getArray()).map(String::valueOf).toList();
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
