package playhouse.serving.advertising.orders.creatives;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import playhouse.serving.advertising.orders.Creative;

/** What is to be shown, as advertisers write it. */
public record Film(
    @NotNull @Size(min = 1, max = 120) String name,
    @NotNull @Size(min = 1, max = 120) String registry,
    @NotNull @Size(min = 1, max = 120) String adId,
    @JsonPropertyDescription("0 of a picture.") @Min(0) @Max(180_000) long durationMillis,
    @NotNull @Size(min = 1, max = 10) List<@NotNull @Valid File> media,
    @NotNull @Pattern(regexp = "https?://[!-~]{1,500}") String clickThrough,
    @NotNull @Size(min = 1, max = 5)
        Set<@NotNull @Pattern(regexp = "([a-z0-9-]{1,63}\\.)*[a-z0-9-]{1,63}") String> domains,
    @NotNull @Size(min = 1, max = 10)
        Set<@NotNull @Pattern(regexp = "[A-Za-z0-9]{1,12}") String> categories,
    @Min(0) @Max(21) int age,
    @Nullable @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*") String language) {

  /** A file of it. */
  public record File(
      @NotNull @Pattern(regexp = "https?://[!-~]{1,500}") String url,
      @NotNull
          @Pattern(
              regexp =
                  "video/mp4|video/webm|application/vnd\\.apple\\.mpegurl|image/png|image/jpeg")
          String type,
      @Min(1) @Max(7_680) int width,
      @Min(1) @Max(4_320) int height,
      @JsonPropertyDescription("A second; 0 of a picture.") @Min(0) @Max(40_000) int kilobits) {
    /** Whether it stands still. */
    boolean picture() {
      return type.startsWith("image/");
    }
  }

  /** As those who choose ads know it. */
  Creative creative(UUID id, UUID advertiser) {
    return new Creative(
        id,
        advertiser,
        name,
        registry,
        adId,
        durationMillis,
        media.stream()
            .map(
                one ->
                    new Creative.Media(
                        one.url(), one.type(), one.width(), one.height(), one.kilobits()))
            .toList(),
        clickThrough,
        Set.copyOf(domains),
        Set.copyOf(categories),
        age,
        Optional.ofNullable(language));
  }
}
