package playhouse.serving.personalisation.sources;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Availability;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;

/** What may be watched for some days only. */
public final class FromLeaving implements CandidateSource {
  private final Availability availability;

  /** By these licences. */
  public FromLeaving(Availability availability) {
    this.availability = availability;
  }

  @Override
  public String name() {
    return "leaving";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    if (ask.title().isPresent()) {
      return List.of();
    }
    return availability.leaving(ask).stream().limit(wanted).map(FromLeaving::candidate).toList();
  }

  private static Candidate candidate(Availability.Leaving leaving) {
    String day = leaving.until().atZone(ZoneOffset.UTC).toLocalDate().toString();
    Candidate.Because because =
        new Candidate.Because(Candidate.Why.LEAVING, Optional.empty(), Optional.of(day));
    return new Candidate(leaving.title(), 1, () -> because);
  }
}
