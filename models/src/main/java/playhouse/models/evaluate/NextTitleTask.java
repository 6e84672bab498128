package playhouse.models.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import playhouse.models.files.BadFile;
import playhouse.models.files.Texts;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Parameters;
import playhouse.models.recommend.Ranked;
import playhouse.models.recommend.RecommenderModel;
import playhouse.models.recommend.Taken;
import playhouse.models.recommend.Trainer;

/** Which title comes next: all titles ranked for each person, those taken before masked. */
record NextTitleTask() implements Task {
  private static final int FAR = 50;
  private static final int NEAR = 10;

  @Override
  public String name() {
    return "next-title";
  }

  @Override
  public String usage() {
    return "one person a line: 'person item item …', oldest first; --test: 'person item'";
  }

  @Override
  public Set<String> options() {
    return Set.of();
  }

  /** Without a test file, each person's last item is kept apart and asked for. */
  @Override
  public void run(Options options, Report report, Notes notes) {
    Map<String, List<String>> histories = people(options.train(), 1);
    Map<String, String> wanted = new LinkedHashMap<>();
    if (options.test().isPresent()) {
      people(options.test().get(), 1).forEach((person, items) -> wanted.put(person, items.get(0)));
    } else {
      histories.forEach((person, items) -> split(person, items, wanted));
    }
    if (wanted.isEmpty()) {
      throw new BadFile("nobody in " + options.train() + " has two items or more");
    }
    examine(histories, wanted, options, report);
  }

  private static void split(String person, List<String> items, Map<String, String> wanted) {
    if (items.size() > 1) {
      wanted.put(person, items.remove(items.size() - 1));
    }
  }

  private static void examine(
      Map<String, List<String>> histories,
      Map<String, String> wanted,
      Options options,
      Report report) {
    Map<String, String> titles = new HashMap<>();
    Histories.Builder all = new Histories.Builder();
    histories.forEach((person, items) -> taken(items, titles).forEach(t -> all.add(person, t)));
    RecommenderModel model =
        Trainer.train(all.build(), Parameters.defaults().withSeed(options.seed()));
    double gain = 0;
    int near = 0;
    int far = 0;
    for (Map.Entry<String, String> ask : wanted.entrySet()) {
      List<Taken> history = taken(histories.getOrDefault(ask.getKey(), List.of()), titles);
      int rank = rank(model, history, titles.getOrDefault(ask.getValue(), ""));
      gain += rank > NEAR ? 0 : Math.log(2) / Math.log(1.0 + rank);
      near += rank <= NEAR ? 1 : 0;
      far += rank <= FAR ? 1 : 0;
    }
    int people = wanted.size();
    report.put("ndcg10", gain / people);
    report.put("hr10", near / (double) people).put("hr50", far / (double) people);
    report.put("masked", true);
  }

  /** From 1; beyond the last that counts where it is not ranked. */
  private static int rank(RecommenderModel model, List<Taken> history, String title) {
    Set<String> seen = new HashSet<>();
    history.forEach(taken -> seen.add(taken.title()));
    List<Ranked> ranked = model.recommend(history, seen, FAR);
    for (int at = 0; at < ranked.size(); at++) {
      if (ranked.get(at).title().equals(title)) {
        return at + 1;
      }
    }
    return FAR + 1;
  }

  /** Ids are opaque: in here a title is called by its number, so that no id means anything. */
  private static List<Taken> taken(List<String> items, Map<String, String> titles) {
    List<Taken> taken = new ArrayList<>();
    for (int at = 0; at < items.size(); at++) {
      String title = titles.computeIfAbsent(items.get(at), unusedItem -> "t" + titles.size());
      taken.add(new Taken(title, Instant.ofEpochSecond(at), 1));
    }
    return taken;
  }

  private static Map<String, List<String>> people(Path file, int fewest) {
    Map<String, List<String>> people = new LinkedHashMap<>();
    try (BufferedReader lines = Texts.open(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        List<String> words = List.of(line.strip().split("\\s+", -1));
        if (line.isBlank()) {
          continue;
        }
        if (words.size() <= fewest) {
          throw new BadFile(file + ", line " + number + ": a person without an item");
        }
        if (people.put(words.get(0), new ArrayList<>(words.subList(1, words.size()))) != null) {
          throw new BadFile(file + ", line " + number + ": " + words.get(0) + " comes twice");
        }
      }
    } catch (IOException e) {
      throw new BadFile("cannot read " + file + ": " + e.getMessage(), e);
    }
    return people;
  }
}
