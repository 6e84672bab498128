package playhouse.serving.personalisation.recommend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import playhouse.serving.personalisation.recommend.Ranker.Scored;
import playhouse.serving.personalisation.titles.Titles;

/** Sorts a ranked list into the rows of the first page; a title is in one of them only. */
final class HomeRows {
  private static final int FEWEST = 2;
  private static final int MOST_BECAUSE = 2;
  private static final int LOOKED_AT = 80;

  private static final List<Kind> KINDS =
      List.of(
          new Kind("continue", "Go on watching", "继续观看", 1),
          new Kind("episode", "Next episodes", "追剧更新", 1),
          new Kind("model", "Picked for you", "为你挑选", FEWEST),
          new Kind("item-item", "More like what you watch", "看过同类作品的人也喜欢", FEWEST),
          new Kind("text", "About the same", "题材相近", FEWEST),
          new Kind("trending", "Trending now", "正在热播", FEWEST),
          new Kind("followed", "By people whose work you like", "你喜欢的主创", FEWEST),
          new Kind("leaving", "Leaving soon", "即将下线", 1),
          new Kind("newest", "New in the catalogue", "最新上架", FEWEST),
          new Kind("popularity", "Popular", "大家都在看", FEWEST),
          new Kind("catalogue", "From our catalogue", "片库精选", 1));

  private final Titles titles;

  /** A row as it might be. */
  private record Kind(String source, String english, String chinese, int fewest) {}

  /**
   * A row with its titles.
   *
   * @param id stable; the source's name, or what it is because of
   */
  record Row(String id, String english, String chinese, String source, List<Scored> titles) {}

  HomeRows(Titles titles) {
    this.titles = titles;
  }

  /**
   * The rows, those first that people look for first.
   *
   * @param ranked best first
   * @param each most titles of a row
   */
  List<Row> of(List<Scored> ranked, Shortlist shortlist, int each) {
    Set<Integer> taken = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (int source = 0; source < shortlist.sources(); source++) {
      numbers.put(shortlist.sourceName(source), source);
    }
    for (Kind kind : KINDS) {
      Integer source = numbers.get(kind.source());
      if (source == null) {
        continue;
      }
      if (kind.source().equals("item-item")) {
        rows.addAll(because(ranked, shortlist, source, each, taken));
      }
      row(kind, ranked, shortlist, source, each, taken).ifPresent(rows::add);
    }
    return rows;
  }

  private static Optional<Row> row(
      Kind kind,
      List<Scored> ranked,
      Shortlist shortlist,
      int source,
      int each,
      Set<Integer> taken) {
    List<Scored> those =
        ranked.stream()
            .filter(one -> isThere(shortlist, one, source))
            .filter(one -> !taken.contains(one.row()))
            .limit(each)
            .toList();
    if (those.size() < kind.fewest()) {
      return Optional.empty();
    }
    those.forEach(one -> taken.add(one.row()));
    return Optional.of(
        new Row(kind.source(), kind.english(), kind.chinese(), kind.source(), those));
  }

  private static boolean isThere(Shortlist shortlist, Scored one, int source) {
    return shortlist.candidate(one.row(), source).isPresent();
  }

  /** Rows of what is like one title of the person's, for those that have most of them. */
  private List<Row> because(
      List<Scored> ranked, Shortlist shortlist, int source, int each, Set<Integer> taken) {
    Map<String, List<Scored>> byTitle = new LinkedHashMap<>();
    ranked.stream()
        .filter(one -> shortlist.said(one.row(), source) > 0 && !taken.contains(one.row()))
        .limit(LOOKED_AT)
        .forEach(
            one ->
                because(shortlist, one, source)
                    .ifPresent(t -> byTitle.computeIfAbsent(t, x -> new ArrayList<>()).add(one)));
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, List<Scored>> about : byTitle.entrySet()) {
      if (about.getValue().size() > FEWEST && rows.size() < MOST_BECAUSE) {
        String name = titles.name(about.getKey());
        List<Scored> those = about.getValue().stream().limit(each).toList();
        those.forEach(one -> taken.add(one.row()));
        rows.add(
            new Row(
                "because:" + about.getKey(),
                "Because you watched " + name,
                "因为你看过《" + name + "》",
                "item-item",
                those));
      }
    }
    return rows;
  }

  private static Optional<String> because(Shortlist shortlist, Scored one, int source) {
    return shortlist.candidate(one.row(), source).flatMap(found -> found.because().get().title());
  }
}
