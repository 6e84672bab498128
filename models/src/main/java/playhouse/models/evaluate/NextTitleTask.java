package playhouse.models.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import playhouse.models.files.BadFile;
import playhouse.models.files.Texts;
import playhouse.models.sequence.Ranks;

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
    examine(histories, wanted, options, report, notes);
  }

  private static void split(String person, List<String> items, Map<String, String> wanted) {
    if (items.size() > 1) {
      wanted.put(person, items.remove(items.size() - 1));
    }
  }

  private static Ranking ranking(
      Map<String, Integer> numbers,
      Map<String, List<String>> histories,
      Options options,
      Notes notes) {
    if (SequenceRanking.isWorthIt(histories, options)) {
      return SequenceRanking.learn(numbers, histories, options, notes);
    }
    notes.say("few people or little time: the closed-form model alone");
    return new LinearRanking(numbers, histories.values(), options.seed());
  }

  private static void examine(
      Map<String, List<String>> histories,
      Map<String, String> wanted,
      Options options,
      Report report,
      Notes notes) {
    Map<String, Integer> numbers = new HashMap<>();
    histories
        .values()
        .forEach(all -> all.forEach(item -> numbers.putIfAbsent(item, numbers.size())));
    Ranking ranking = ranking(numbers, histories, options, notes);
    List<Integer> ranks =
        wanted.entrySet().parallelStream()
            .map(
                ask ->
                    rank(
                        numbers,
                        ranking,
                        histories.getOrDefault(ask.getKey(), List.of()),
                        ask.getValue()))
            .toList();
    double people = ranks.size();
    report.put("ndcg10", ranks.stream().mapToDouble(Ranks::gain).sum() / people);
    report.put("hr10", ranks.stream().filter(rank -> rank <= NEAR).count() / people);
    report.put("hr50", ranks.stream().filter(rank -> rank <= FAR).count() / people);
    report.put("masked", true);
  }

  /** From 1; beyond all where it was taken before or is in no history. */
  private static int rank(
      Map<String, Integer> numbers, Ranking ranking, List<String> history, String item) {
    Integer number = numbers.get(item);
    if (number == null || history.contains(item)) {
      return Integer.MAX_VALUE;
    }
    int[] taken = history.stream().mapToInt(numbers::get).toArray();
    return Ranks.rank(ranking.scores(history), taken, number);
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
