package playhouse.serving.identity.risk.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a version of the rules would have done, held against what sign-ups were found to be.
 *
 * @param mode live, shadow or retired, as it is now
 * @param good how many of the judged were found good; those of whom nothing was found are not in
 *     any ratio
 * @param denied of those that it would have refused
 * @param stopped of those that it would have refused or asked for more
 * @param rules each rule's, wherever it gave points
 */
public record Report(
    int version,
    String mode,
    long judged,
    long good,
    long abuse,
    Ratio denied,
    Ratio stopped,
    List<OfRule> rules) {

  /**
   * How well something finds abuse.
   *
   * @param all how many it found, labelled or not
   * @param precision part of the labelled that it found which is abuse; empty if it found none
   * @param recall part of all abuse that it found; empty if there is none
   */
  public record Ratio(
      long all, long good, long abuse, Optional<Double> precision, Optional<Double> recall) {
    static Ratio of(long all, long good, long abuse, long allAbuse) {
      return new Ratio(all, good, abuse, part(abuse, good + abuse), part(abuse, allAbuse));
    }

    private static Optional<Double> part(long some, long all) {
      return all == 0 ? Optional.empty() : Optional.of((double) some / all);
    }
  }

  /** A rule's. */
  public record OfRule(String code, Ratio found) {}

  /** How many sign-ups of one version had one verdict and one label. */
  record Cell(int version, String mode, String would, String label, long count) {}

  /** How often a rule of one version gave points to those of one label. */
  record RuleCell(int version, String code, String label, long count) {}

  /** Sums up. */
  static List<Report> of(List<Cell> cells, List<RuleCell> ofRules) {
    List<Report> reports = new ArrayList<>();
    for (int version : cells.stream().map(Cell::version).distinct().sorted().toList()) {
      List<Cell> mine = cells.stream().filter(cell -> cell.version() == version).toList();
      long abuse = sum(mine, "abuse");
      List<Cell> denied = mine.stream().filter(cell -> cell.would().equals("deny")).toList();
      List<Cell> stopped = mine.stream().filter(cell -> !cell.would().equals("allow")).toList();
      reports.add(
          new Report(
              version,
              mine.get(0).mode(),
              mine.stream().mapToLong(Cell::count).sum(),
              sum(mine, "good"),
              abuse,
              ratio(denied, abuse),
              ratio(stopped, abuse),
              rules(ofRules.stream().filter(cell -> cell.version() == version).toList(), abuse)));
    }
    return reports;
  }

  private static List<OfRule> rules(List<RuleCell> cells, long abuse) {
    return cells.stream()
        .map(RuleCell::code)
        .distinct()
        .sorted()
        .map(
            code -> {
              List<Cell> found =
                  cells.stream()
                      .filter(cell -> cell.code().equals(code))
                      .map(cell -> new Cell(cell.version(), "", "", cell.label(), cell.count()))
                      .toList();
              return new OfRule(code, ratio(found, abuse));
            })
        .toList();
  }

  private static Ratio ratio(List<Cell> cells, long allAbuse) {
    return Ratio.of(
        cells.stream().mapToLong(Cell::count).sum(),
        sum(cells, "good"),
        sum(cells, "abuse"),
        allAbuse);
  }

  private static long sum(List<Cell> cells, String label) {
    return cells.stream().filter(cell -> cell.label().equals(label)).mapToLong(Cell::count).sum();
  }
}
