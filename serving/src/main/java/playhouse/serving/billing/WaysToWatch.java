package playhouse.serving.billing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.acquisition.licences.Entitled;
import playhouse.serving.acquisition.rights.Model;
import playhouse.serving.billing.purchases.Purchases;
import playhouse.serving.billing.subscriptions.Entitlement;
import playhouse.serving.billing.subscriptions.Entitlements;

/**
 * By what somebody may watch a title: a plan that is paid for or to be, a free one, which shows
 * advertisements, or a purchase of the title.
 */
final class WaysToWatch implements Entitled {
  @Override
  public List<Way> ways(Handle tx, UUID person, String title, Instant now) {
    List<Way> ways = new ArrayList<>();
    Entitlement plan = Entitlements.of(tx, person, now);
    switch (plan.state()) {
      case "none" -> {}
      case "free" -> ways.add(new Way(Model.AVOD, plan.until()));
      default -> {
        ways.add(new Way(Model.SVOD, plan.until()));
        ways.add(new Way(Model.AVOD, plan.until()));
      }
    }
    Purchases.entitling(tx, person, title, now)
        .ifPresent(purchase -> ways.add(new Way(Model.TVOD, purchase.until())));
    return List.copyOf(ways);
  }
}
