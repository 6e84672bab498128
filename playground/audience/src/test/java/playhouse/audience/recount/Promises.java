package playhouse.audience.recount;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.contracts.facts.AuditChecked;
import playhouse.contracts.facts.CsatReceived;
import playhouse.contracts.facts.NpsReceived;
import playhouse.contracts.facts.ReviewDecided;
import playhouse.contracts.facts.TicketOpened;
import playhouse.contracts.facts.TicketResolved;

/** What people think, and whether promises and rules are kept: K7.1, K8.2, K8.3 and K8.4. */
final class Promises {

  private static final double Z = 1.959964;
  private static final List<String> MONTH = List.of("month");
  private static final List<String> ALL = List.of("");

  private Promises() {}

  static void count(Sheet sheet) {
    nps(sheet);
    csat(sheet);
    reviews(sheet);
    complaints(sheet);
    audits(sheet);
  }

  private static void nps(Sheet sheet) {
    Map<Instant, List<Integer>> months = new TreeMap<>();
    for (Told<NpsReceived> told : sheet.facts(NpsReceived.class)) {
      months
          .computeIfAbsent(sheet.begin("month", told.at()), key -> new ArrayList<>())
          .add(told.fact().getScore());
    }
    months.forEach(
        (month, scores) -> {
          double n = scores.size();
          double p = scores.stream().filter(score -> score > 8).count() / n;
          double d = scores.stream().filter(score -> score < 7).count() / n;
          double error = Z * 100 * Math.sqrt((p + d - Math.pow(p - d, 2)) / n);
          sheet.put("K7.1 nps", "month", month, "", 100 * (p - d));
          sheet.put("K7.1 nps_low", "month", month, "", 100 * (p - d) - error);
          sheet.put("K7.1 nps_high", "month", month, "", 100 * (p - d) + error);
        });
  }

  private static void csat(Sheet sheet) {
    Map<Instant, List<Integer>> months = new TreeMap<>();
    for (Told<CsatReceived> told : sheet.facts(CsatReceived.class)) {
      months
          .computeIfAbsent(sheet.begin("month", told.at()), key -> new ArrayList<>())
          .add(told.fact().getScore());
    }
    months.forEach(
        (month, scores) -> {
          double n = scores.size();
          double p = scores.stream().filter(score -> score >= 4).count() / n;
          // Wilson's interval: all shares p' with (p' - p)² <= z² p' (1 - p') / n.
          double a = 1 + Z * Z / n;
          double b = -2 * p - Z * Z / n;
          double root = Math.sqrt(Math.max(0, b * b - 4 * a * p * p));
          sheet.put("K7.1 csat", "month", month, "", p);
          sheet.put("K7.1 csat_low", "month", month, "", (-b - root) / (2 * a));
          sheet.put("K7.1 csat_high", "month", month, "", (-b + root) / (2 * a));
        });
  }

  private static void reviews(Sheet sheet) {
    Map<String, Told<ReviewDecided>> first = new TreeMap<>();
    Map<String, Boolean> last = new TreeMap<>();
    for (Told<ReviewDecided> told : sheet.facts(ReviewDecided.class)) {
      ReviewDecided review = told.fact();
      Told<ReviewDecided> decided = first.get(review.getReview());
      if (!review.getAppeal()) {
        first.putIfAbsent(review.getReview(), told);
      } else if (decided != null && told.at().isBefore(decided.at().plus(30, ChronoUnit.DAYS))) {
        last.put(review.getReview(), review.getPassed());
      }
    }
    Ratio passed = new Ratio(sheet);
    Ratio overturned = new Ratio(sheet);
    first.forEach(
        (id, told) -> {
          boolean pass = told.fact().getPassed();
          List<String> by = List.of("", "policy=" + told.fact().getPolicyVersion());
          passed.add(List.of("day"), told.at(), by, pass ? 1 : 0, 1);
          boolean turned = last.getOrDefault(id, pass) != pass;
          overturned.add(List.of("day"), told.at(), by, turned ? 1 : 0, 1);
        });
    passed.put("K8.2 pass_rate");
    overturned.put("K8.2 overturned");
  }

  private static void complaints(Sheet sheet) {
    Map<String, Instant> solved = new HashMap<>();
    for (Told<TicketResolved> told : sheet.facts(TicketResolved.class)) {
      solved.putIfAbsent(told.fact().getTicket(), told.at());
    }
    Ratio resolved = new Ratio(sheet);
    Ratio kept = new Ratio(sheet);
    for (Told<TicketOpened> told : sheet.facts(TicketOpened.class)) {
      TicketOpened ticket = told.fact();
      if (ticket.getKind().equals("complaint")) {
        Instant at = solved.getOrDefault(ticket.getTicket(), Instant.MAX);
        resolved.add(MONTH, told.at(), ALL, at.equals(Instant.MAX) ? 0 : 1, 1);
        if (ticket.getDue() != null) {
          kept.add(MONTH, told.at(), ALL, at.isAfter(ticket.getDue()) ? 0 : 1, 1);
        }
      }
    }
    resolved.put("K8.3 resolved");
    kept.put("K8.3 within_promise");
  }

  private static void audits(Sheet sheet) {
    Map<String, Told<AuditChecked>> checks = new TreeMap<>();
    for (Told<AuditChecked> told : sheet.facts(AuditChecked.class)) {
      String run = told.fact().getRun();
      checks.put(run == null ? told.id() : run + "/" + told.fact().getControl(), told);
    }
    Ratio passed = new Ratio(sheet);
    for (Told<AuditChecked> told : checks.values()) {
      String run = told.fact().getRun();
      List<String> by = run == null ? ALL : List.of("", "run=" + run);
      passed.add(List.of("day"), told.at(), by, told.fact().getPassed() ? 1 : 0, 1);
    }
    passed.put("K8.4 pass_rate");
  }
}
