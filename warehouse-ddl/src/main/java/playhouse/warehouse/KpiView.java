package playhouse.warehouse;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A KPI's values as analysts read them: a view over {@code mart.kpi_daily} named in words, such as
 * {@code kpi.completion_rate}, with a column for each measure.
 *
 * @param name with its schema
 * @param comment id, names, unit and version; changes with whatever the view is made of
 * @param select what it stands for, in the SQL of Trino
 */
public record KpiView(String name, String comment, String select) {
  /** The schema of all of them. */
  public static final String SCHEMA = "kpi";

  /** The views of all definitions. */
  public static List<KpiView> all() {
    return Kpi.all().stream().map(KpiView::of).toList();
  }

  static KpiView of(Kpi kpi) {
    String words = kpi.label().en().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String measures =
        kpi.measures().stream()
            .map(Measure::name)
            .map("  MAX(value) FILTER (WHERE measure = '%1$s') AS \"%1$s\",\n"::formatted)
            .collect(Collectors.joining());
    String select =
        """
        SELECT zone, grain, started, day, "by",
        %s  MAX(version) AS version, MAX(cut_off) AS cut_off, MAX(computed_at) AS computed_at
        FROM mart.kpi_daily
        WHERE kpi = '%s'
        GROUP BY zone, grain, started, day, "by\""""
            .formatted(measures, kpi.id());
    Label label = kpi.label();
    String comment =
        "%s %s (%s), %s; version %d, view %08x"
            .formatted(
                kpi.id(), label.en(), label.zh(), label.unit(), kpi.version(), select.hashCode());
    return new KpiView(SCHEMA + "." + words, comment, select);
  }
}
