package playhouse.serving.personalisation.sources;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.signals.SliceCounts;
import playhouse.serving.personalisation.signals.Trends;

/**
 * What many people took: by the nightly lists of the viewer's catalogues, by the last days, and,
 * where that is said, in their country and on their kind of device.
 */
public final class FromPopular implements CandidateSource {
  private static final String SLICE = "popular";

  /** What is popular where somebody is says more than what is popular anywhere. */
  private static final double NEAR = 1.5;

  private final CandidateLists lists;
  private final Trends trends;
  private final SliceCounts slices;

  /** Reads these. */
  public FromPopular(CandidateLists lists, Trends trends, SliceCounts slices) {
    this.lists = lists;
    this.trends = trends;
    this.slices = slices;
  }

  @Override
  public String name() {
    return "popularity";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    Map<String, Double> scores = new HashMap<>();
    Stream.concat(
            viewer.catalogues().stream().sorted().map(catalogue -> SLICE + ":" + catalogue),
            Stream.of(SLICE))
        .forEach(slice -> add(scores, 1, lists.find(slice).stream().map(t -> t.getTitle())));
    add(scores, 0.5, trends.popular().stream().map(Trends.Counted::title));
    ask.context()
        .territory()
        .ifPresent(place -> add(scores, NEAR, slices.of("territory:" + place).stream()));
    ask.context()
        .platform()
        .ifPresent(kind -> add(scores, NEAR, slices.of("platform:" + kind).stream()));
    return scores.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(wanted)
        .map(each -> Candidate.of(each.getKey(), each.getValue(), Candidate.Why.POPULAR))
        .toList();
  }

  /** Scores of different lists do not compare; places do. */
  private static void add(Map<String, Double> scores, double weight, Stream<String> titles) {
    int place = 0;
    for (String title : (Iterable<String>) titles::iterator) {
      scores.merge(title, weight / (1 + place++ / 20.0), Double::sum);
    }
  }
}
