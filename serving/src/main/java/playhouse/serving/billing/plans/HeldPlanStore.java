package playhouse.serving.billing.plans;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who has which plan, as the database says. */
public final class HeldPlanStore implements PlansApi {
  private final ServicesDatabase database;

  /** In that database. */
  public HeldPlanStore(ServicesDatabase database) {
    this.database = database;
  }

  @Override
  public Map<UUID, Held> of(Collection<UUID> people) {
    Map<UUID, Held> held = new HashMap<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  select person, plan, country from (
                    select s.person, s.plan, s.country, 1 as rank from billing.subscription s
                    where s.person = any(:people) and s.state in ('trial', 'active', 'past_due')
                    union all
                    select m.person, s.plan, s.country, 2 as rank from billing.seat m
                    join billing.subscription s on s.id = m.subscription
                    where m.person = any(:people) and s.state in ('trial', 'active', 'past_due'))
                  as theirs order by rank desc""")
              .bindArray("people", UUID.class, people)
              .map(
                  (row, context) ->
                      Map.entry(
                          row.getObject("person", UUID.class),
                          new Held(row.getString("plan"), row.getString("country"))))
              // Their own comes last, and counts.
              .forEach(each -> held.put(each.getKey(), each.getValue()));
          return true;
        });
    return held;
  }
}
