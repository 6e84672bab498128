package playhouse.audience.recount;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.AccountVerified;
import playhouse.contracts.facts.CommentAdded;
import playhouse.contracts.facts.DanmakuSent;
import playhouse.contracts.facts.InfringementConfirmed;
import playhouse.contracts.facts.MentionSeen;
import playhouse.contracts.facts.ModerationDecided;
import playhouse.contracts.facts.ShareCompleted;
import playhouse.contracts.facts.TicketOpened;

/** What only needs to be counted: K2.1, K7.3, K8.1, K10.1, K10.2, K10.3 and K11.3. */
final class Deeds {

  private static final List<String> DAY = List.of("day");
  private static final List<String> HOUR_DAY = List.of("hour", "day");

  private Deeds() {}

  static void count(Sheet sheet) {
    sheet.zero("K2.1 registrations", "day", "week", "month");
    for (Told<AccountVerified> told : sheet.facts(AccountVerified.class)) {
      List<String> by = List.of("channel=" + told.fact().getChannel());
      sheet.addAll("K2.1 registrations", List.of("day", "week", "month"), told.at(), by, 1);
    }
    likes(sheet);
    talk(sheet);
    sheet.zero("K10.3 shares", "day");
    for (Told<ShareCompleted> told : sheet.facts(ShareCompleted.class)) {
      List<String> by = List.of("network=" + told.fact().getNetwork());
      sheet.addAll("K10.3 shares", DAY, told.at(), by, 1);
    }
    sheet.zero("K11.3 mentions", "day");
    for (Told<MentionSeen> told : sheet.facts(MentionSeen.class)) {
      List<String> by =
          List.of("network=" + told.fact().getNetwork(), "sentiment=" + told.fact().getSentiment());
      sheet.addAll("K11.3 mentions", DAY, told.at(), by, 1);
    }
    tickets(sheet);
    infringements(sheet);
  }

  private static void likes(Sheet sheet) {
    sheet.zero("K10.2 likes", "day");
    sheet.zero("K10.2 favourites", "day");
    for (Dressed event : sheet.events()) {
      Instant at = event.envelope().getOccurred();
      switch (event.type().name()) {
        case "like.added" -> sheet.add("K10.2 likes", "day", at, "", 1);
        case "like.removed" -> sheet.add("K10.2 likes", "day", at, "", -1);
        case "favourite.added" -> sheet.add("K10.2 favourites", "day", at, "", 1);
        case "favourite.removed" -> sheet.add("K10.2 favourites", "day", at, "", -1);
        default -> {}
      }
    }
  }

  private static void talk(Sheet sheet) {
    Map<String, String> decisions = new HashMap<>();
    for (Told<ModerationDecided> told : sheet.facts(ModerationDecided.class)) {
      decisions.put(told.fact().getContribution(), told.fact().getDecision());
    }
    for (String measure : List.of("comments", "danmaku", "hidden")) {
      sheet.zero("K10.1 " + measure, "hour", "day");
    }
    for (Told<CommentAdded> told : sheet.facts(CommentAdded.class)) {
      boolean hidden = "hide".equals(decisions.get(told.fact().getComment()));
      String what = hidden ? "K10.1 hidden" : "K10.1 comments";
      sheet.addAll(what, HOUR_DAY, told.at(), List.of(), 1);
    }
    for (Told<DanmakuSent> told : sheet.facts(DanmakuSent.class)) {
      boolean hidden = "hide".equals(decisions.get(told.fact().getDanmaku()));
      String what = hidden ? "K10.1 hidden" : "K10.1 danmaku";
      sheet.addAll(what, HOUR_DAY, told.at(), List.of(), 1);
    }
  }

  private static void tickets(Sheet sheet) {
    for (String measure : List.of("suggestions", "problems", "complaints", "total")) {
      sheet.zero("K7.3 " + measure, "day");
    }
    for (Told<TicketOpened> told : sheet.facts(TicketOpened.class)) {
      List<String> by = List.of("topic=" + told.fact().getTopic());
      sheet.addAll("K7.3 " + told.fact().getKind() + "s", DAY, told.at(), by, 1);
      sheet.addAll("K7.3 total", DAY, told.at(), by, 1);
    }
  }

  private static void infringements(Sheet sheet) {
    sheet.zero("K8.1 infringements", "day");
    Set<String> seen = new HashSet<>();
    for (Told<InfringementConfirmed> told : sheet.facts(InfringementConfirmed.class)) {
      if (seen.add(told.fact().getInfringement())) {
        List<String> by = List.of("origin=" + told.fact().getOrigin());
        sheet.addAll("K8.1 infringements", DAY, told.at(), by, 1);
      }
    }
  }
}
