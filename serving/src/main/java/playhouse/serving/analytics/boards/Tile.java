package playhouse.serving.analytics.boards;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.Question;
import playhouse.warehouse.Kpi;

/**
 * One number of a board.
 *
 * @param by a slice ({@code cdn=alpine}), a dimension for all of its slices, or empty for the whole
 * @param days how far back it looks
 * @param width in columns of four
 */
public record Tile(
    @NotNull @Size(max = 16) String kpi,
    @NotNull @Size(max = 64) String measure,
    @Nullable @Size(max = 256) String by,
    @JsonPropertyDescription("The KPI's usual one if not said.") @Nullable @Size(max = 16)
        String grain,
    @Nullable @Min(1) @Max(1100) Integer days,
    @JsonPropertyDescription("What fits the number if not said.")
        @Nullable
        @Pattern(regexp = "line|bars|funnel|grid|curve|map|table")
        String chart,
    @Nullable @Min(1) @Max(4) Integer width) {

  /** Refuses what there is not, with the names of what there is. */
  void check(Definitions definitions) {
    Kpi found = definitions.find(kpi);
    Question.measure(measure, found);
    if (by != null) {
      Question.by(by, found);
    }
    if (grain != null) {
      Question.grain(grain, found);
    }
  }
}
