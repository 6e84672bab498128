package playhouse.audience.live;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import playhouse.audience.History;
import playhouse.audience.act.Act;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Paid;
import playhouse.audience.behaviour.Life;
import playhouse.audience.customers.Customers;
import playhouse.audience.customers.News;
import playhouse.audience.render.Bodies;
import playhouse.audience.world.World;
import playhouse.contracts.Family;

/**
 * Takes up what the services say of people: what they are called from now on, and what is true of
 * them. The facts are the services' to tell; nobody else tells them.
 */
final class Registrar {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final World world;
  private final History history;
  private final Journal journal;
  private final Optional<Customers> customers;
  private final String mark;

  /**
   * Of a world; where there are no services nobody opens an account.
   *
   * @param mark letters that tell this run's ids from those of others
   */
  Registrar(
      World world, History history, Journal journal, Optional<Customers> customers, String mark) {
    this.world = world;
    this.history = history;
    this.journal = journal;
    this.customers = customers;
    this.mark = mark;
  }

  /** Somebody wants an account; false if that must wait. */
  boolean come(int person, long now) {
    return customers.isPresent() && customers.get().come(person, now);
  }

  /** Lets happen what is due by now. */
  void goOn(long now) {
    customers.ifPresent(all -> all.goOn(now, this::take));
  }

  /** Waits for what is under way. */
  void end() {
    customers.ifPresent(all -> all.end(PATIENCE, this::take));
  }

  /** Where acts go of which some are told by the services, of those who have an account there. */
  Consumer<Act> untold(Consumer<Act> out) {
    return act -> {
      if (!(act instanceof Noted noted && kept(noted))) {
        out.accept(act);
      }
    };
  }

  private boolean kept(Noted act) {
    Family family = Bodies.type(act.fact()).family();
    boolean services =
        family == Family.ACCOUNT || family == Family.SUBSCRIPTION || family == Family.PAYMENT;
    return services && act.person() != Act.NOBODY && history.life(act.person()).isKept();
  }

  private void take(News news) {
    int person = news.customer().index();
    if (news.opened()) {
      world.call(person, news.customer().person());
      history.live(
          person, Life.kept(world, world.person(person), news.customer().since(), ids(person)));
      history.life(person).opened();
    }
    Life life = history.life(person);
    for (Act act : news.acts()) {
      act.tell(history.truth(person));
      journal.acted(act);
      if (act instanceof Paid paid) {
        // The moment it was asked for: nobody is credited for money that was there before.
        life.paying(paid.termFrom());
      } else if (act instanceof Entitled right) {
        life.entitled(right.state() != Entitled.State.NONE);
      }
    }
    journal.known(news.customer());
  }

  private String ids(int person) {
    return mark + "-" + Integer.toString(person, 36) + "-k";
  }
}
