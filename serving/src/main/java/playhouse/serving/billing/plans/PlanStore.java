package playhouse.serving.billing.plans;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Plans in the database. */
public final class PlanStore {
  private static final String PLANS =
      """
      select p.id, p.model, p.name_en, p.name_zh, p.term_months, p.trial_days, p.seats,
             c.country, c.currency, c.amount, c.tax_percent
      from billing.plan p join billing.price c on c.plan = p.id
      where (p.sold or not :sold) and (:country is null or c.country = :country) and (:id is null or p.id = :id)
      order by p.id, c.country""";

  private PlanStore() {}

  /** Those on sale; with a country only what can be had there. */
  public static List<Plan> sold(Handle handle, Optional<String> country) {
    return find(handle, true, country, Optional.empty());
  }

  /** One that is on sale in that country; empty if it is not. */
  public static Optional<Plan> sold(Handle handle, String id, String country) {
    return find(handle, true, Optional.of(country), Optional.of(id)).stream().findFirst();
  }

  /** One that there is, with its price in that country, on sale or not any more. */
  public static Plan known(Handle handle, String id, String country) {
    return find(handle, false, Optional.of(country), Optional.of(id)).stream()
        .findFirst()
        .orElseThrow();
  }

  private static List<Plan> find(
      Handle handle, boolean sold, Optional<String> country, Optional<String> id) {
    Map<String, Plan> plans = new LinkedHashMap<>();
    handle
        .createQuery(PLANS)
        .bind("sold", sold)
        .bindByType("country", country.orElse(null), String.class)
        .bindByType("id", id.orElse(null), String.class)
        .map(
            (row, context) ->
                new Plan(
                    row.getString("id"),
                    row.getString("model"),
                    row.getString("name_en"),
                    row.getString("name_zh"),
                    row.getInt("term_months"),
                    row.getInt("trial_days"),
                    row.getInt("seats"),
                    List.of(
                        new Plan.Price(
                            row.getString("country"),
                            MoneyColumns.of(row),
                            row.getBigDecimal("tax_percent")))))
        .forEach(plan -> plans.merge(plan.id(), plan, PlanStore::together));
    return List.copyOf(plans.values());
  }

  private static Plan together(Plan one, Plan other) {
    List<Plan.Price> prices = new ArrayList<>(one.prices());
    prices.addAll(other.prices());
    return new Plan(
        one.id(),
        one.model(),
        one.nameEn(),
        one.nameZh(),
        one.termMonths(),
        one.trialDays(),
        one.seats(),
        List.copyOf(prices));
  }
}
