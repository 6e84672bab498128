package playhouse.serving.analytics.dictionary;

import java.util.List;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.KpiView;

/** The dictionary as a page to read. */
final class Markdown {
  private Markdown() {}

  /** The whole page. */
  static String of(List<Described> tables) {
    StringBuilder page = new StringBuilder("# Data dictionary\n");
    page.append(
        """
        Generated from the contracts, the lake's steps and the KPI definitions. `raw` is what was accepted, event by event; `core` what it comes to; `mart` what is asked for; `ops` how the house runs.
        People, devices and households are pseudonyms. All instants are UTC. In Trino every KPI's values are a view, too: see the end.
        """);
    tables.forEach(table -> append(page, table));
    page.append("\n## Views of KPIs\n| view | KPI |\n|---|---|\n");
    for (KpiView view : KpiView.all()) {
      page.append("| `%s` | %s |\n".formatted(view.name(), cell(named(view))));
    }
    return page.toString();
  }

  private static void append(StringBuilder page, Described table) {
    page.append("\n## %s\n%s\n\n".formatted(table.table(), table.comment()));
    page.append("Owner: %s. Up to date: %s.".formatted(table.owner(), table.freshness()));
    if (!table.partitioning().isEmpty()) {
      page.append(" Partitioned by %s.".formatted(table.partitioning()));
    }
    if (!table.made_from().isEmpty()) {
      page.append(" Made of %s.".formatted(String.join(", ", table.made_from())));
    }
    page.append("\n\n    %s\n\n".formatted(table.query()));
    page.append("| column | type | meaning |\n|---|---|---|\n");
    for (Described.Column column : table.columns()) {
      page.append(
          "| %s | %s | %s |\n".formatted(column.name(), column.type(), cell(column.comment())));
    }
  }

  private static String named(KpiView view) {
    Kpi kpi =
        Kpi.all().stream()
            .filter(one -> view.comment().startsWith(one.id() + " "))
            .findFirst()
            .orElseThrow();
    return "%s %s (%s)".formatted(kpi.id(), kpi.label().en(), kpi.label().zh());
  }

  private static String cell(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|");
  }
}
