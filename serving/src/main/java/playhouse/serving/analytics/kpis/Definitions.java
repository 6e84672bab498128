package playhouse.serving.analytics.kpis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import playhouse.serving.platform.Refusal;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.Measure;

/** What every KPI means, by id. */
public final class Definitions {
  private static final String MEASURE = "-- measure: ";
  private static final String UNIT = "-- unit of: ";

  private static final List<Group> GROUPS =
      List.of(
          new Group("K1", "Content", "内容运营"),
          new Group("K2", "Growth", "用户增长"),
          new Group("K3", "Engagement and retention", "活跃与留存"),
          new Group("K4", "Subscription and revenue", "订阅与收入"),
          new Group("K5", "Advertising", "广告与变现"),
          new Group("K6", "Technology", "技术与性能"),
          new Group("K7", "Experience", "用户体验"),
          new Group("K8", "Rights and compliance", "版权与合规"),
          new Group("K9", "Finance", "财务效率"),
          new Group("K10", "Community", "社区互动"),
          new Group("K11", "Marketing", "营销与推广"),
          new Group("K12", "Delivery", "内容分发"));

  private final Map<String, Kpi> byId = new LinkedHashMap<>();
  private final List<Meaning> meanings = new ArrayList<>();

  /** The twelve groups, in order. */
  public List<Group> groups() {
    return GROUPS;
  }

  /** Reads them from the class path. */
  public Definitions() {
    for (Kpi kpi : Kpi.all()) {
      byId.put(kpi.id(), kpi);
      meanings.add(meaning(kpi));
    }
  }

  /** KPIs that belong together: those whose ids begin with the group's and a dot. */
  public record Group(String id, String en, String zh) {}

  /**
   * A measure as it is told.
   *
   * @param formula how it comes out of the select's sums
   * @param unit of its values, where the KPI's measures have several
   * @param live whether it is told for this moment too
   */
  public record Told(String name, String formula, String unit, boolean live) {}

  /** A definition as it is told; see warehouse-ddl's own words for each part. */
  public record Meaning(
      String id,
      String zh,
      String en,
      String unit,
      List<String> grains,
      List<String> dimensions,
      String owner,
      String direction,
      int version,
      List<Told> measures,
      List<String> alerts,
      String filter,
      List<String> parts,
      List<String> tables) {}

  /** All, in the order of their ids. */
  public Collection<Kpi> all() {
    return byId.values();
  }

  /** All, as they are told. */
  List<Meaning> meanings() {
    return meanings;
  }

  /** The rules that a definition comes with, such as {@code p95 above 4000}. */
  public static List<String> alerts(Kpi kpi) {
    return Arrays.stream(kpi.label().alert().split(";"))
        .map(String::strip)
        .filter(rule -> !rule.isEmpty())
        .toList();
  }

  /**
   * One of them.
   *
   * @throws Refusal 404 that names those there are
   */
  public Kpi find(String id) {
    Kpi kpi = byId.get(id);
    if (kpi == null) {
      throw Refusal.missing("no KPI is " + id + "; there are " + String.join(", ", byId.keySet()));
    }
    return kpi;
  }

  /** The unit of a measure's values. */
  public String unit(String id, String measure) {
    return meanings.stream()
        .filter(meaning -> meaning.id().equals(id))
        .flatMap(meaning -> meaning.measures().stream())
        .filter(told -> told.name().equals(measure))
        .map(Told::unit)
        .findFirst()
        .orElse("");
  }

  private static Meaning meaning(Kpi kpi) {
    Map<String, String> formulas = told(kpi.id(), MEASURE);
    Map<String, String> units = told(kpi.id(), UNIT);
    return new Meaning(
        kpi.id(),
        kpi.label().zh(),
        kpi.label().en(),
        kpi.label().unit(),
        kpi.grains().stream().map(Grain::word).toList(),
        kpi.dimensions(),
        kpi.label().owner(),
        kpi.label().direction(),
        kpi.version(),
        kpi.measures().stream()
            .map(Measure::name)
            .map(
                name ->
                    new Told(
                        name,
                        formulas.getOrDefault(name, ""),
                        units.getOrDefault(name, kpi.label().unit()),
                        kpi.live().contains(name)))
            .toList(),
        alerts(kpi),
        kpi.label().filter(),
        kpi.parts().stream().map(Kpi::id).toList(),
        List.copyOf(kpi.tables()));
  }

  /** What the definition's file says of each measure in lines of one kind. */
  private static Map<String, String> told(String id, String key) {
    Map<String, String> told = new LinkedHashMap<>();
    try (InputStream in = Kpi.class.getResourceAsStream("/kpi/" + id + ".sql")) {
      if (in == null) {
        return told;
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).split(" = ", 2))
          .forEach(parts -> told.put(parts[0].strip(), parts[parts.length - 1].strip()));
      return told;
    } catch (IOException e) {
      throw new UncheckedIOException(id, e);
    }
  }
}
