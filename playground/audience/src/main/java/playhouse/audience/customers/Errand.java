package playhouse.audience.customers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.audience.act.Act;
import playhouse.audience.act.Registered;
import playhouse.audience.customers.Wish.What;
import playhouse.audience.world.Person;

/** One wish acted on, until it is known what came of it. */
final class Errand {

  private static final long SETTLED_WITHIN_MILLIS = 20_000;
  private static final long RETRIED_WITHIN_MILLIS = 5_000;
  private static final long LOOK_EVERY_MILLIS = 300;

  private final Services services;
  private final Person person;
  private final String tag;
  private final List<Act> acts = new ArrayList<>();

  /**
   * Somebody's.
   *
   * @param tag letters that tell this world's addresses from another's
   */
  Errand(Services services, Person person, String tag) {
    this.services = services;
    this.person = person;
    this.tag = tag;
  }

  /** Opens an account; empty if they were refused. */
  Optional<News> join() {
    return signUp().open().map(customer -> new News(customer, true, List.of(registered(customer))));
  }

  /** What an account that was opened is to the truth: here it is opened once it is proved. */
  private Act registered(Customer customer) {
    return new Registered(
        "joined-" + customer.person(),
        customer.index(),
        customer.since(),
        customer.since(),
        person.channel(),
        person.campaign());
  }

  /** Acts on a wish of somebody who has an account. */
  News act(Customer known, Wish wish, String means) {
    Customer customer = entered(known);
    App app = app().with(customer.token());
    Purse purse = new Purse(app, customer);
    switch (wish.what()) {
      case SUBSCRIBE -> {
        if (!customer.subscribes()) {
          purse.payBy(mark(means));
          Purse.Begun begun = purse.subscribe(wish.of());
          acts.addAll(begun.acts());
          customer = begun.customer();
        }
      }
      case PAY_BY -> purse.payBy(mark(wish.of()));
      case CHANGE -> purse.change(wish.of());
      case CANCEL -> purse.cancel(wish.of());
      case MONEY_BACK -> customer = purse.moneyBack();
      default -> {}
    }
    return new News(looked(app, customer, wish.what()), false, acts);
  }

  /** Nobody else has the same. */
  private String mark(String means) {
    return means + "_" + tag + "_" + Integer.toString(person.index(), 36);
  }

  /** Looks until no money is on its way any more, or for some seconds. */
  private Customer looked(App app, Customer customer, What what) {
    Customer now = customer;
    long begin = System.currentTimeMillis();
    long most = begin + (what == What.LOOK ? 0 : SETTLED_WITHIN_MILLIS);
    boolean settled = now.subscription().isEmpty();
    while (!settled) {
      boolean retrying =
          what == What.PAY_BY && System.currentTimeMillis() < begin + RETRIED_WITHIN_MILLIS;
      Statement statement = new Statement(app, now, retrying);
      statement.read();
      now = statement.customer();
      acts.addAll(statement.acts());
      settled = statement.settled() || System.currentTimeMillis() > most;
      if (!settled) {
        Services.pause(LOOK_EVERY_MILLIS);
      } else if (!statement.settled()) {
        now = now.seen(now.seen(), 0);
      }
    }
    return now;
  }

  /** With a session that is good: one that has ended is begun again. */
  private Customer entered(Customer customer) {
    if (app().with(customer.token()).get("/v1/account").status() != 401) {
      return customer;
    }
    return signUp().signIn().map(in -> customer.signedIn(in.token())).orElse(customer);
  }

  private App app() {
    return new App(services, person, "");
  }

  private SignUp signUp() {
    String mark = tag + "-" + Integer.toString(person.index(), 36);
    String password = "river-" + Integer.toHexString(mark.hashCode()) + "-lantern";
    return new SignUp(app(), "viewer-" + mark + "@example.org", password);
  }
}
