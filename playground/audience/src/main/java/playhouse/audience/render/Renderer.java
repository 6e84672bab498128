package playhouse.audience.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.LostStop;
import playhouse.audience.act.Moderated;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Registered;
import playhouse.audience.act.Returned;
import playhouse.audience.act.Watched;
import playhouse.audience.act.Witness;
import playhouse.audience.world.Catalogue;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;

/**
 * Tells acts as events, each act's in the order of time; an act that was cut short gives the same
 * events as the whole one up to the cut.
 */
public final class Renderer implements Witness {

  private static final int NO_DEVICE = -1;

  private final Catalogue catalogue;
  private final int heartbeatMillis;
  private final Consumer<Event> out;

  /** Tells of a world to {@code out}; a player reports every so many milliseconds. */
  public Renderer(World world, int heartbeatMillis, Consumer<Event> out) {
    this(world.catalogue(), heartbeatMillis, out);
  }

  private Renderer(Catalogue catalogue, int heartbeatMillis, Consumer<Event> out) {
    this.catalogue = catalogue;
    this.heartbeatMillis = heartbeatMillis;
    this.out = out;
  }

  @Override
  public void watched(Watched act) {
    PlayTelling play = play(act);
    while (play.nextAt() != Long.MAX_VALUE) {
      play.tellNext();
    }
  }

  /** An act to be told as time goes by. */
  public Telling telling(Act act) {
    if (act instanceof Watched play) {
      return play(play);
    }
    List<Event> events = new ArrayList<>();
    act.tell(new Renderer(catalogue, heartbeatMillis, events::add));
    return new ListTelling(events, out);
  }

  private PlayTelling play(Watched act) {
    Teller teller = teller(act, act.device());
    return new PlayTelling(act, catalogue.title(act.title()), teller, heartbeatMillis);
  }

  @Override
  public void lostStop(LostStop act) {
    Title title = catalogue.title(act.title());
    teller(act, act.device()).tell(act.at(), PlayWords.lost(act, title));
  }

  @Override
  public void interacted(Interacted act) {
    String title = act.title() < 0 ? "" : catalogue.title(act.title()).id();
    teller(act, act.device()).tell(act.at(), InteractionTelling.body(act, title));
  }

  @Override
  public void adBreak(AdBreak act) {
    String title = act.title() < 0 ? "" : catalogue.title(act.title()).id();
    AdTelling.tell(act, title, teller(act, act.device()));
  }

  @Override
  public void registered(Registered act) {
    MoneyTelling.registered(act, teller(act, 0));
  }

  @Override
  public void entitled(Entitled act) {
    MoneyTelling.entitled(act, teller(act, NO_DEVICE));
  }

  @Override
  public void paid(Paid act) {
    String title = act.title() < 0 ? "" : catalogue.title(act.title()).id();
    MoneyTelling.paid(act, title, teller(act, NO_DEVICE));
  }

  @Override
  public void returned(Returned act) {
    MoneyTelling.returned(act, teller(act, NO_DEVICE));
  }

  @Override
  public void moderated(Moderated act) {
    teller(act, NO_DEVICE).tell(act.at(), InteractionTelling.decision(act));
  }

  @Override
  public void noted(Noted act) {
    teller(act, NO_DEVICE).tell(act.at(), act.fact());
  }

  private Teller teller(Act act, int device) {
    return new Teller(out, act, device);
  }
}
