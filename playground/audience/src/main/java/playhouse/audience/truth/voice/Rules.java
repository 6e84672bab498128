package playhouse.audience.truth.voice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Noted;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Tally;
import playhouse.contracts.facts.AuditChecked;
import playhouse.contracts.facts.InfringementConfirmed;
import playhouse.contracts.facts.ReviewDecided;

/** Rules checked and broken: reviews and what became of them, controls, infringements. */
public final class Rules implements Chapter {

  private static final long MONTH = 30L * 86_400_000;
  private static final Comparator<Noted> ORDER =
      Comparator.comparingLong(Noted::at).thenComparing(Noted::id);

  private final Map<String, List<Noted>> reviews = new TreeMap<>();
  private final Map<String, Noted> checks = new TreeMap<>();
  private final Map<String, Noted> infringements = new TreeMap<>();

  @Override
  public void noted(Noted act) {
    SpecificRecordBase fact = act.fact();
    if (fact instanceof ReviewDecided review) {
      reviews.computeIfAbsent(review.getReview(), key -> new ArrayList<>()).add(act);
    } else if (fact instanceof AuditChecked check) {
      String own = check.getRun() == null ? act.id() : check.getRun() + " " + check.getControl();
      checks.merge(own, act, (one, other) -> ORDER.compare(one, other) > 0 ? one : other);
    } else if (fact instanceof InfringementConfirmed found) {
      infringements.merge(
          found.getInfringement(),
          act,
          (one, other) -> ORDER.compare(one, other) < 0 ? one : other);
    }
  }

  @Override
  public void total(Known known, Tally tally) {
    reviews.values().forEach(told -> reviewed(told, tally));
    for (Noted act : checks.values()) {
      if (act.fact() instanceof AuditChecked check) {
        int passed = check.getPassed() ? 1 : 0;
        tally.add("controls", "", act.at(), 1);
        tally.add("controls passed", "", act.at(), passed);
        if (check.getRun() != null) {
          tally.add("controls", "run=" + check.getRun(), act.at(), 1);
          tally.add("controls passed", "run=" + check.getRun(), act.at(), passed);
        }
      }
    }
    for (Noted act : infringements.values()) {
      if (act.fact() instanceof InfringementConfirmed found) {
        tally.addBoth("infringements", "origin=" + found.getOrigin(), act.at(), 1);
      }
    }
  }

  private static void reviewed(List<Noted> told, Tally tally) {
    List<Noted> sorted = told.stream().sorted(ORDER).toList();
    Optional<Noted> first = sorted.stream().filter(act -> !decision(act).getAppeal()).findFirst();
    if (first.isEmpty()) {
      return;
    }
    long at = first.get().at();
    ReviewDecided decided = decision(first.get());
    boolean overturned = false;
    for (Noted later : sorted) {
      if (decision(later).getAppeal()
          && ORDER.compare(later, first.get()) > 0
          && later.at() < at + MONTH) {
        overturned = decision(later).getPassed() != decided.getPassed();
      }
    }
    String by = "policy=" + decided.getPolicyVersion();
    tally.addBoth("reviews", by, at, 1);
    tally.addBoth("reviews passed", by, at, decided.getPassed() ? 1 : 0);
    tally.addBoth("reviews overturned", by, at, overturned ? 1 : 0);
  }

  private static ReviewDecided decision(Noted act) {
    return (ReviewDecided) act.fact();
  }
}
