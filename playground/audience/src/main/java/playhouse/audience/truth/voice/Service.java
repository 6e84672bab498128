package playhouse.audience.truth.voice;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Noted;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Tally;
import playhouse.contracts.facts.CsatReceived;
import playhouse.contracts.facts.NpsReceived;
import playhouse.contracts.facts.TicketOpened;
import playhouse.contracts.facts.TicketResolved;

/** What people ask of the house, whether it keeps its promises, and what they think of it. */
public final class Service implements Chapter {

  private final Tally own = new Tally();
  private final Map<String, Noted> complaints = new TreeMap<>();
  private final Map<String, Long> solved = new TreeMap<>();

  @Override
  public void noted(Noted act) {
    SpecificRecordBase fact = act.fact();
    if (fact instanceof TicketOpened ticket) {
      String by = "topic=" + ticket.getTopic();
      own.addBoth(ticket.getKind(), by, act.at(), 1);
      own.addBoth("tickets", by, act.at(), 1);
      if (ticket.getKind().equals("complaint")) {
        complaints.put(ticket.getTicket(), act);
      }
    } else if (fact instanceof TicketResolved ticket) {
      solved.merge(ticket.getTicket(), act.at(), Math::min);
    } else if (fact instanceof NpsReceived answer) {
      own.add("nps answers", "", act.at(), 1);
      own.add("promoters", "", act.at(), answer.getScore() >= 9 ? 1 : 0);
      own.add("detractors", "", act.at(), answer.getScore() <= 6 ? 1 : 0);
    } else if (fact instanceof CsatReceived answer) {
      own.add("csat answers", "", act.at(), 1);
      own.add("satisfied", "", act.at(), answer.getScore() >= 4 ? 1 : 0);
    }
  }

  @Override
  public void total(Known known, Tally tally) {
    tally.addAll(own);
    complaints.forEach(
        (id, act) -> {
          Long at = solved.get(id);
          tally.add("complaints", "", act.at(), 1);
          tally.add("complaints solved", "", act.at(), at == null ? 0 : 1);
          if (act.fact() instanceof TicketOpened ticket && ticket.getDue() != null) {
            boolean kept = at != null && at <= ticket.getDue().toEpochMilli();
            tally.add("promises", "", act.at(), 1);
            tally.add("promises kept", "", act.at(), kept ? 1 : 0);
          }
        });
  }
}
