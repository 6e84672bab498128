package playhouse.serving.advertising.breaks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import playhouse.serving.advertising.orders.Creative;

/** The films of a break as HLS interstitials name them. */
record AssetList(@JsonProperty("ASSETS") List<Asset> assets) {
  private static final double SECOND = 1_000;

  /**
   * A film.
   *
   * @param duration in seconds
   */
  record Asset(@JsonProperty("URI") String uri, @JsonProperty("DURATION") double duration) {}

  static AssetList of(Optional<FilledBreak> filled) {
    return new AssetList(
        filled.stream()
            .flatMap(one -> one.ads().stream())
            .map(ad -> ad.winner().creative())
            .flatMap(AssetList::asset)
            .toList());
  }

  private static Stream<Asset> asset(Creative creative) {
    Stream<Creative.Media> playlists =
        creative.media().stream().filter(one -> one.type().equals("application/vnd.apple.mpegurl"));
    Stream<Creative.Media> films =
        creative.media().stream().filter(one -> one.type().startsWith("video/"));
    return Stream.concat(playlists, films)
        .limit(1)
        .map(media -> new Asset(media.url(), creative.durationMillis() / SECOND));
  }
}
