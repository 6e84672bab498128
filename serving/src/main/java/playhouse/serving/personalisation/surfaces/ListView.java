package playhouse.serving.personalisation.surfaces;

import java.util.List;
import org.jspecify.annotations.Nullable;
import playhouse.serving.personalisation.recommend.ServedList;
import playhouse.serving.personalisation.titles.TitleCard;
import playhouse.serving.personalisation.titles.Titles;

/**
 * A list in JSON.
 *
 * @param rows of the first page, where they were asked for
 * @param degraded what was left out because it failed or was late
 */
public record ListView(
    String served,
    String person,
    String surface,
    @Nullable String title,
    String servedBy,
    String rankedBy,
    List<String> degraded,
    boolean cold,
    @Nullable String modelVersion,
    long featuresVersion,
    double millis,
    List<ItemView> items,
    @Nullable List<RowView> rows) {

  /** A title of a list in JSON. */
  public record ItemView(
      String title,
      String name,
      String kind,
      double score,
      String reason,
      String reasonZh,
      String reasonCode,
      String source,
      double propensity) {}

  /** A row of the first page in JSON: its titles are those items. */
  public record RowView(
      String id, String title, String titleZh, String source, List<ItemView> items) {}

  /** The list as callers see it. */
  static ListView of(ServedList list, Titles titles) {
    List<ItemView> items = list.items().stream().map(item -> item(item, titles)).toList();
    List<RowView> rows =
        list.rows().stream()
            .map(
                row ->
                    new RowView(
                        row.id(),
                        row.english(),
                        row.chinese(),
                        row.source(),
                        items.subList(row.from(), row.to())))
            .toList();
    boolean inRows = list.ask().surface().text().equals("home-rows");
    return new ListView(
        list.id().toString(),
        list.ask().person().toString(),
        list.ask().surface().text(),
        list.ask().title().orElse(null),
        list.servedBy(),
        list.rankedBy(),
        list.degraded(),
        list.viewer().isCold(),
        list.modelVersion().isEmpty() ? null : list.modelVersion(),
        list.viewer().featuresVersion(),
        list.millis(),
        inRows ? List.of() : items,
        inRows ? rows : null);
  }

  private static ItemView item(ServedList.Item item, Titles titles) {
    var card = titles.card(item.title());
    return new ItemView(
        item.title(),
        card.map(TitleCard::name).orElse(item.title()),
        card.map(TitleCard::kind).orElse("unknown"),
        item.score(),
        item.reason().english(),
        item.reason().chinese(),
        item.reason().code(),
        item.source(),
        item.propensity());
  }
}
