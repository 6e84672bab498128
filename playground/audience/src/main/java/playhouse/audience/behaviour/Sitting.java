package playhouse.audience.behaviour;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.Interacted.What;
import playhouse.audience.act.LostStop;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Watched;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Genre;
import playhouse.audience.world.Kind;
import playhouse.audience.world.Person;
import playhouse.audience.world.Title;
import playhouse.contracts.facts.RecommendationClicked;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.ServedItem;

/** How somebody spends a sitting: looking around, choosing, watching one thing after another. */
public final class Sitting {

  private static final int LIST_LENGTH = 6;

  private final Viewer viewer;
  private final Chance chance;
  private final Choice choice;
  private final Reactions reactions;

  /** A sitting of that viewer. */
  public Sitting(Viewer viewer) {
    this.viewer = viewer;
    this.chance = viewer.chance();
    this.choice = new Choice(viewer);
    this.reactions = new Reactions(viewer);
  }

  /** Lets it happen from a moment on, and says when it was over. */
  public long happen(long start) {
    lookAround(start);
    return happen(start, first(start + 4000));
  }

  /** The same with a first wish that came from elsewhere. */
  public long happen(long start, Wish first) {
    Wish wish = first;
    long now = start + 8000 + chance.below(20_000);
    int plays = viewer.person().standing() == Person.Standing.BOT ? 6 : 1 + chance.poisson(1.6);
    for (int i = 0; i < plays; i++) {
      boolean member = viewer.person().named();
      if (member && wish.title().kind() == Kind.FILM && chance.hit(0.015)) {
        reactions.rent(wish.title(), now - 2000);
      }
      Watched play = new Viewing(viewer, wish, now).happen();
      reactions.to(play, wish.title());
      wish = choice.after(wish);
      now = play.end() + (wish.autoplay() ? 5_000 : 10_000 + chance.below(110_000));
    }
    if (chance.hit(0.004)) {
      lostStop(now, wish.title());
    }
    return now;
  }

  private void lookAround(long start) {
    if (chance.hit(0.6)) {
      interact(start, What.PAGE, "home", 0);
      if (viewer.adSupported() && chance.hit(0.3)) {
        AdBreaks.happen(viewer, "display", "", -1, start + 500);
      }
    }
  }

  private Wish first(long at) {
    if (chance.hit(0.15)) {
      Wish wish = choice.fresh("search");
      String query = Genre.name(wish.title().genre());
      interact(at, What.SEARCH, query, chance.between(0, 40));
      return wish;
    }
    if (viewer.advised() && viewer.person().named() && chance.hit(0.35)) {
      return recommended(at);
    }
    return choice.fresh(chance.hit(0.7) ? "home" : "direct");
  }

  /** History's own lists; live, serving makes them. */
  private Wish recommended(long at) {
    List<Title> list = list();
    String served = viewer.ids().next();
    note(at, served(served, list));
    Title chosen = list.get(chance.below(list.size()));
    note(
        at + 3000,
        RecommendationClicked.newBuilder().setServed(served).setTitle(chosen.id()).build());
    return new Wish(chosen, "home", served, false);
  }

  /** No title twice. */
  private List<Title> list() {
    List<Title> list = new ArrayList<>(LIST_LENGTH);
    for (int i = 0; i < LIST_LENGTH; i++) {
      Title title = choice.fresh("home").title();
      if (!list.contains(title)) {
        list.add(title);
      }
    }
    return list;
  }

  /** The first place is nearly certain, the last hardly more than an accident. */
  private RecommendationServed served(String served, List<Title> list) {
    List<ServedItem> items = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      items.add(
          ServedItem.newBuilder()
              .setTitle(list.get(i).id())
              .setPosition(i)
              .setScore(1.0 / (i + 1))
              .setPropensity(Math.pow(0.35, i) * (0.5 + 0.5 * chance.unit()))
              .setCandidateSource("editorial")
              .setReason("popular")
              .build());
    }
    return RecommendationServed.newBuilder()
        .setServed(served)
        .setSurface("home")
        .setModel(chance.pick("editorial", "trends"))
        .setModelVersion("1")
        .setMillis(2.5)
        .setItems(items)
        .build();
  }

  private void note(long at, SpecificRecordBase fact) {
    Act note = new Noted(viewer.ids().next(), viewer.person().index(), at, fact);
    viewer.out().accept(note);
  }

  private void interact(long at, What what, String text, long number) {
    String id = viewer.ids().next();
    int person = viewer.person().index();
    viewer.out().accept(new Interacted(id, person, viewer.device(), at, what, -1, text, number));
  }

  private void lostStop(long at, Title title) {
    String id = viewer.ids().next();
    int person = viewer.person().index();
    viewer
        .out()
        .accept(
            new LostStop(
                id, person, viewer.device(), title.index(), at, title.runtimeMillis() / 3));
  }
}
