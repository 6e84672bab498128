package playhouse.serving.advertising.orders;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is shown.
 *
 * @param registry of the universal ad id, such as ad-id.org; {@code unknown} if it has none
 * @param adId universal ad id; the same of what is the same for the viewer, so that a break shows
 *     it once
 * @param durationMillis of the film; 0 of a picture
 * @param media files of the same film, for players to choose from
 * @param clickThrough where who follows it lands
 * @param domains of whom it is of, as ads.txt knows them (adomain)
 * @param categories of IAB Content Taxonomy 3.1: what it advertises
 * @param age from which it is suitable, in years; 0 for everybody
 * @param language BCP 47; empty if nothing is said in it
 */
public record Creative(
    UUID id,
    UUID advertiser,
    String name,
    String registry,
    String adId,
    long durationMillis,
    List<Media> media,
    String clickThrough,
    Set<String> domains,
    Set<String> categories,
    int age,
    Optional<String> language) {

  /**
   * A file.
   *
   * @param type such as video/mp4, application/vnd.apple.mpegurl or image/png
   * @param kilobits a second; 0 of a picture
   */
  public record Media(String url, String type, int width, int height, int kilobits) {}
}
