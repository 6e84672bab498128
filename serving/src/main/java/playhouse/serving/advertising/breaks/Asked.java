package playhouse.serving.advertising.breaks;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A break that wants ads, as players ask for it. */
public record Asked(
    @JsonPropertyDescription("Who watches; of a viewer themselves, if not said.")
        @Nullable
        @Size(min = 1, max = 256)
        String person,
    @Nullable @Size(min = 1, max = 256) String title,
    @Nullable @Size(min = 1, max = 128) String play,
    @NotNull @Pattern(regexp = "pre-roll|mid-roll|post-roll|display") String placement,
    @JsonPropertyDescription("Where in the title; its beginning if not said.")
        @Nullable
        @Min(0)
        @Max(MOST_MILLIS)
        Long positionMillis,
    @Nullable @Pattern(regexp = "tv|web|ios|android|console|other") String device,
    @JsonPropertyDescription("How many ads at most: 3 if not said.") @Nullable @Min(1) @Max(12)
        Integer slots,
    @JsonPropertyDescription("How long all of them together: 90 if not said.")
        @Nullable
        @Min(5)
        @Max(600)
        Integer seconds,
    @JsonPropertyDescription("Of prices: EUR if not said.") @Nullable @Pattern(regexp = "[A-Z]{3}")
        String currency,
    @JsonPropertyDescription("Where, if a machine asks for somebody: ISO 3166-1 alpha-2.")
        @Nullable
        @Pattern(regexp = "[A-Z]{2}")
        String territory) {
  /** A day. */
  private static final long MOST_MILLIS = 86_400_000;
}
