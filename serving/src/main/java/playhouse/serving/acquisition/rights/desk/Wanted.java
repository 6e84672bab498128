package playhouse.serving.acquisition.rights.desk;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grant as it is told: its window in instants, or in days of a zone, of which the last counts.
 */
public record Wanted(
    @NotNull @Pattern(regexp = TITLE) String title,
    @JsonPropertyDescription("Whose right it is to give.") @NotNull @Pattern(regexp = NAME)
        String licensor,
    @JsonPropertyDescription("What the licensor calls it: told twice, it is one.")
        @Nullable
        @Size(min = 1, max = 200)
        String reference,
    @JsonPropertyDescription("ISO 3166-1 alpha-2; * is everywhere.")
        @NotNull
        @Size(min = 1, max = 260)
        List<String> territories,
    @JsonPropertyDescription("Territories that are not meant.") @Nullable @Size(max = 260)
        List<String> except,
    @JsonPropertyDescription("svod, avod, tvod.") @NotNull @Size(min = 1, max = 3)
        List<String> models,
    @JsonPropertyDescription("tv, web, ios, android, console, other; all if none is named.")
        @Nullable
        @Size(max = 6)
        List<String> devices,
    @JsonPropertyDescription("Most lines of a picture; any if not said.")
        @Nullable
        @Min(1)
        @Max(8640)
        Integer greatestHeight,
    @JsonPropertyDescription("That no other licensor may give the same.")
        @Nullable Boolean exclusive,
    @JsonPropertyDescription("First moment.") @Nullable Instant from,
    @JsonPropertyDescription("First moment after it.") @Nullable Instant until,
    @JsonPropertyDescription("First day, in the zone.") @Nullable LocalDate firstDay,
    @JsonPropertyDescription("Last day, in the zone; all of it belongs to the window.")
        @Nullable LocalDate lastDay,
    @JsonPropertyDescription("Whose days: Europe/Berlin.") @Nullable @Size(max = 64) String zone,
    @JsonPropertyDescription("Models that wait, by whomever they are granted.") @Nullable @Valid
        Held holdback,
    @Nullable @DecimalMin("0") @DecimalMax("1000000000") BigDecimal fee,
    @Nullable @Pattern(regexp = "[A-Z]{3}") String currency) {
  /** How titles are called. */
  public static final String TITLE = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}";

  /** How licensors are called. */
  public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** For how many days of the window which models wait. */
  public record Held(
      @NotNull @Size(min = 1, max = 3) List<String> models,
      @NotNull @Min(1) @Max(3650) Integer days) {}
}
