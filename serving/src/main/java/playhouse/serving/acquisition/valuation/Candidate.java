package playhouse.serving.acquisition.valuation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import playhouse.models.valuation.hours.TitleFacts;

/** A title that might be bought, as it is offered to us. */
public record Candidate(
    @NotNull @Size(min = 1, max = 200) String name,
    @NotNull @Pattern(regexp = "film|series|episode|track|podcast") String kind,
    @NotNull @Size(max = 20) List<@NotNull @Size(min = 1, max = 60) String> genres,
    @JsonPropertyDescription("Names of who made it.") @Size(max = 100)
        @Nullable List<@NotNull @Size(min = 1, max = 200) String> people,
    @Min(1850) @Max(2200) @Nullable Integer releasedYear,
    @JsonPropertyDescription("Of a series: 0.") @Min(0) @Max(86_400_000)
        @Nullable Long runtimeMillis,
    @JsonPropertyDescription("BCP 47, such as zh.")
        @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")
        @Nullable String language,
    @Min(0) @Max(99) @Nullable Integer minimumAge,
    @Nullable Boolean exclusive,
    @JsonPropertyDescription(
            "What is asked for it over the days that are told of, if that is known.")
        @DecimalMin("0")
        @DecimalMax("1000000000000")
        @Nullable BigDecimal fee,
    @JsonPropertyDescription("Of the fee and of the answer, ISO 4217; ours if not said.")
        @Pattern(regexp = "[A-Z]{3}")
        @Nullable String currency) {

  /** What is known of it before anybody has watched it. */
  TitleFacts facts(String id) {
    return new TitleFacts(
        id,
        kind,
        genres,
        people == null ? List.of() : people,
        releasedYear == null ? 0 : releasedYear,
        runtimeMillis == null ? 0 : runtimeMillis,
        language == null ? "" : language,
        minimumAge == null ? 0 : minimumAge,
        exclusive != null && exclusive);
  }
}
