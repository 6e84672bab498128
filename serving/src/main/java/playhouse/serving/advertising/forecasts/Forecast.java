package playhouse.serving.advertising.forecasts;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Optional;

/** What a line item would find, if people watch on as they did. */
public record Forecast(
    @JsonPropertyDescription("Breaks that will ask while it runs.") long breaks,
    @JsonPropertyDescription("Of these, those that it is for.") long matched,
    @JsonPropertyDescription("Of these, those in which there was room, or nobody offered more.")
        long won,
    @JsonPropertyDescription("How often it would be shown: by its caps, and while its money lasts.")
        long impressions,
    @JsonPropertyDescription("What that costs at most, in millionths of its currency unit.")
        long costMicros,
    @JsonPropertyDescription(
            "People who would see it in the last `days`, to two digits; 0 where there are fewer than"
                + " fifty.")
        long reach,
    @JsonPropertyDescription("Days that all of this was seen in, a week at most.") double days,
    Basis from) {

  /** What it is made of. */
  public record Basis(
      @JsonPropertyDescription("Breaks of people who were looked at.") long sampled,
      @JsonPropertyDescription("Share of all people who were.") double share,
      @JsonPropertyDescription("Since when; not said if nobody has asked for ads yet.")
          Optional<Instant> since) {}
}
