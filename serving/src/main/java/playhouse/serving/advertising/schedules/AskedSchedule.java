package playhouse.serving.advertising.schedules;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import playhouse.serving.advertising.breaks.Asked;
import playhouse.serving.platform.Refusal;

/** What somebody is about to watch, and where it may be interrupted. */
record AskedSchedule(
    @JsonPropertyDescription("Who watches; of a viewer themselves, if not said.")
        @Nullable
        @Size(min = 1, max = 256)
        String person,
    @NotNull @Size(min = 1, max = 256) String title,
    @Nullable @Size(min = 1, max = 128) String play,
    @NotNull @Min(1) @Max(MOST_MILLIS) Long runtimeMillis,
    @JsonPropertyDescription("Whether it begins with a break: yes if not said.")
        @Nullable Boolean preRoll,
    @JsonPropertyDescription("Where it is interrupted; nowhere if not said.")
        @Nullable
        @Size(max = MOST_BREAKS)
        List<@NotNull @Min(1) @Max(MOST_MILLIS) Long> midRollMillis,
    @JsonPropertyDescription("Whether it ends with a break: no if not said.")
        @Nullable Boolean postRoll,
    @Nullable @Pattern(regexp = "tv|web|ios|android|console|other") String device,
    @JsonPropertyDescription("How many ads at most in each break: 3 if not said.")
        @Nullable
        @Min(1)
        @Max(12)
        Integer slots,
    @JsonPropertyDescription("How long each break: 90 if not said.") @Nullable @Min(5) @Max(600)
        Integer seconds,
    @JsonPropertyDescription("Where, if a machine asks for somebody: ISO 3166-1 alpha-2.")
        @Nullable
        @Pattern(regexp = "[A-Z]{2}")
        String territory) {
  /** A day. */
  private static final long MOST_MILLIS = 86_400_000;

  private static final int MOST_BREAKS = 100;

  boolean begins() {
    return preRoll == null || preRoll;
  }

  boolean ends() {
    return postRoll != null && postRoll;
  }

  /**
   * Where it is interrupted, each place once and in order.
   *
   * @throws Refusal 400 if that is not within it
   */
  List<Long> middles() {
    List<Long> places =
        Optional.ofNullable(midRollMillis).orElse(List.of()).stream().distinct().sorted().toList();
    if (!places.isEmpty() && places.get(places.size() - 1) >= runtimeMillis) {
      throw Refusal.bad("midRollMillis", "must be before runtimeMillis");
    }
    return places;
  }

  /** One of its breaks. */
  Asked at(String placement, long millis) {
    return new Asked(
        person, title, play, placement, millis, device, slots, seconds, null, territory);
  }
}
