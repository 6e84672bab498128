package playhouse.serving.personalisation.sources;

import java.util.List;
import java.util.stream.Stream;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.signals.Trends;

/** What more people than usual take now; where nothing does, what the night says of the week. */
public final class FromTrending implements CandidateSource {
  private final Trends trends;
  private final CandidateLists lists;

  /** Reads these. */
  public FromTrending(Trends trends, CandidateLists lists) {
    this.trends = trends;
    this.lists = lists;
  }

  @Override
  public String name() {
    return "trending";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    List<Candidate> now =
        trends.trending().stream()
            .limit(wanted)
            .map(one -> Candidate.of(one.title(), one.score(), Candidate.Why.TRENDING))
            .toList();
    if (!now.isEmpty()) {
      return now;
    }
    return Stream.concat(
            viewer.catalogues().stream().sorted().map(catalogue -> "trending:" + catalogue),
            Stream.of("trending"))
        .flatMap(slice -> lists.find(slice).stream())
        .limit(wanted)
        .map(one -> Candidate.of(one.getTitle(), one.getScore(), Candidate.Why.TRENDING))
        .toList();
  }
}
