package playhouse.audience.truth.content;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import playhouse.audience.act.Act;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Watched;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Play;
import playhouse.audience.truth.Tally;
import playhouse.audience.truth.Zone;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;
import playhouse.contracts.facts.ModelEvaluated;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.ServedItem;

/** What was recommended to whom, and whether they then saw most of it or liked it. */
public final class Advice implements Chapter {

  private static final long WEEK = 7 * 86_400_000L;
  private static final double RAREST = 0.01;

  private final World world;
  private final List<Shown> lists = new ArrayList<>();
  private final Map<Integer, Map<Integer, TreeSet<Long>>> enjoyed = new HashMap<>();
  private final Tally own = new Tally();

  /** A list that somebody was shown. */
  private record Shown(int person, long at, String model, List<Item> items) {}

  /** One of it: its place in the catalogue, and what it weighs, being as rare as it is there. */
  private record Item(int title, long weight) {}

  /** The people of a world. */
  public Advice(World world) {
    this.world = world;
  }

  @Override
  public void played(Watched act, Play play) {
    if (10 * play.distinctMillis() >= 7 * play.runtimeMillis()) {
      enjoyed(act.person(), act.title(), act.at());
    }
  }

  @Override
  public void interacted(Interacted act) {
    if (act.what() == Interacted.What.LIKE) {
      enjoyed(act.person(), act.title(), act.at());
    }
  }

  private void enjoyed(int person, int title, long at) {
    if (world.person(person).named()) {
      enjoyed
          .computeIfAbsent(person, key -> new HashMap<>())
          .computeIfAbsent(title, key -> new TreeSet<>())
          .add(at);
    }
  }

  @Override
  public void noted(Noted act) {
    if (act.fact() instanceof RecommendationServed list && act.person() != Act.NOBODY) {
      if (world.person(act.person()).named()) {
        lists.add(shown(act, list));
      }
    } else if (act.fact() instanceof ModelEvaluated told && told.getMetric().equals("ndcg_at_10")) {
      own.addBoth("ndcg", "model=" + told.getModel(), act.at(), told.getValuePpm());
      own.addBoth("evaluations", "model=" + told.getModel(), act.at(), 1);
    }
  }

  private Shown shown(Noted act, RecommendationServed list) {
    Map<Integer, Long> weights = new LinkedHashMap<>();
    for (ServedItem item : list.getItems()) {
      int title = world.catalogue().find(item.getTitle()).map(Title::index).orElse(-1);
      double weight = 1_000_000 / Math.max(item.getPropensity(), RAREST);
      weights.putIfAbsent(title, (long) Math.floor(weight));
    }
    List<Item> items = new ArrayList<>(weights.size());
    weights.forEach((title, weight) -> items.add(new Item(title, weight)));
    return new Shown(act.person(), act.at(), list.getModel(), List.copyOf(items));
  }

  @Override
  public void total(Known known, Tally tally) {
    tally.addAll(own);
    for (Shown list : lists) {
      Map<Integer, TreeSet<Long>> liked = enjoyed.getOrDefault(list.person(), Map.of());
      String by = "model=" + list.model();
      for (Item item : list.items()) {
        Long when = liked.getOrDefault(item.title(), new TreeSet<>()).ceiling(list.at());
        boolean hit = when != null && when < list.at() + WEEK;
        tally.addBoth("shown", by, list.at(), 1);
        tally.addBoth("hits", by, list.at(), hit ? 1 : 0);
        tally.addBoth("weight", by, list.at(), item.weight());
        tally.addBoth("hit weight", by, list.at(), hit ? item.weight() : 0);
      }
    }
  }

  @Override
  public void total(Zone zone) {
    for (Shown list : lists) {
      BitSet day =
          zone.shown().computeIfAbsent(zone.calendar().day(list.at()), key -> new BitSet());
      list.items().forEach(item -> day.set(item.title()));
    }
  }
}
