package playhouse.serving.advertising.orders.bookings;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Targeting;

/** What is ordered with a line item, as advertisers write it. */
public record Terms(
    @NotNull @Size(min = 1, max = 120) String name,
    @NotNull @Pattern(regexp = "guaranteed|auction|house") String kind,
    @NotNull Instant begins,
    @NotNull Instant ends,
    @NotNull @Pattern(regexp = "cpm|cpc|cpcv") String pricing,
    @JsonPropertyDescription("Millionths of the order's currency.") @Min(0) @Max(1_000_000_000_000L)
        long priceMicros,
    @Min(0) @Max(1_000_000_000_000_000L) long budgetMicros,
    @Nullable @Min(1) Long dayBudgetMicros,
    @Nullable @Min(1) Long goal,
    @NotNull @Pattern(regexp = "even|asap") String pace,
    @NotNull @Size(max = 5) List<LineItem.@NotNull Cap> caps,
    @Nullable @Size(max = 50) List<LineItem.@NotNull Daypart> dayparts,
    @NotNull @Valid Audience targeting,
    @Nullable @Size(min = 1, max = 64) String deal,
    @NotNull @Size(min = 1, max = 20) List<@NotNull UUID> creatives,
    @JsonPropertyDescription("That of the order.") @NotNull @Pattern(regexp = "[A-Z]{3}")
        String currency) {

  /** Whom and what it is for; what is not said does not matter. */
  public record Audience(
      @Nullable @Size(max = 100) Set<@NotNull @Pattern(regexp = "[A-Z]{2}") String> countries,
      @Nullable @Size(max = 6)
          Set<@NotNull @Pattern(regexp = "tv|web|ios|android|console|other") String> devices,
      @Nullable @Size(max = 4)
          Set<@NotNull @Pattern(regexp = "pre-roll|mid-roll|post-roll|display") String> placements,
      @Nullable @Size(max = 500) Set<@NotNull @Size(min = 1, max = 128) String> titles,
      @Nullable @Size(max = 100) Set<@NotNull @Size(min = 1, max = 64) String> tags,
      @Nullable @Size(max = 20) Set<@NotNull @Size(min = 1, max = 40) String> segments,
      @Nullable @Size(max = 20) Set<@NotNull @Size(min = 1, max = 40) String> lookalikes,
      @Nullable @Size(max = 500) Set<@NotNull @Size(min = 1, max = 128) String> notTitles,
      @Nullable @Size(max = 100) Set<@NotNull @Size(min = 1, max = 64) String> notTags,
      @Nullable @Size(max = 20) Set<@NotNull @Size(min = 1, max = 40) String> notSegments,
      @Nullable Boolean byContextToo) {

    /** As those who match know it. */
    public Targeting targeting() {
      return new Targeting(
          some(countries),
          some(devices),
          some(placements),
          some(titles),
          some(tags),
          some(segments),
          some(lookalikes),
          some(notTitles),
          some(notTags),
          some(notSegments),
          byContextToo == null || byContextToo);
    }

    private static Set<String> some(@Nullable Set<String> words) {
      return words == null ? Set.of() : Set.copyOf(words);
    }
  }

  /** As those who choose ads know it. */
  LineItem lineItem(UUID id, UUID order, UUID advertiser) {
    return new LineItem(
        id,
        order,
        advertiser,
        name,
        LineItem.Kind.valueOf(upper(kind)),
        begins,
        ends,
        CurrencyUnit.of(currency),
        LineItem.Pricing.valueOf(upper(pricing)),
        priceMicros,
        budgetMicros,
        Optional.ofNullable(dayBudgetMicros),
        Optional.ofNullable(goal),
        LineItem.Pace.valueOf(upper(pace)),
        List.copyOf(caps),
        dayparts == null ? List.of() : List.copyOf(dayparts),
        targeting.targeting(),
        Optional.ofNullable(deal));
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
