package playhouse.audience.behaviour;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Noted;
import playhouse.audience.world.Chance;
import playhouse.contracts.facts.BotAnswered;
import playhouse.contracts.facts.ContactReceived;
import playhouse.contracts.facts.CsatReceived;
import playhouse.contracts.facts.NpsReceived;
import playhouse.contracts.facts.TicketOpened;
import playhouse.contracts.facts.TicketResolved;

/**
 * Somebody asks for help: the bot answers, perhaps a ticket is opened, and they say what it was
 * worth.
 */
final class Help {

  private static final long HOUR = 3_600_000;

  private final Viewer viewer;
  private final Chance chance;

  Help(Viewer viewer) {
    this.viewer = viewer;
    this.chance = viewer.chance();
  }

  void happen(long at) {
    String contact = viewer.ids().next();
    String channel = chance.pick("app", "web", "email");
    note(at, ContactReceived.newBuilder().setContact(contact).setChannel(channel).build());
    note(
        at + 900,
        BotAnswered.newBuilder()
            .setContact(contact)
            .setIntent("playback_problem")
            .setConfidence(chance.unit())
            .build());
    if (chance.hit(0.6)) {
      ticket(at + 60_000);
    }
    if (chance.hit(0.4)) {
      int score = chance.hit(0.6) ? chance.between(8, 10) : chance.between(0, 9);
      note(at + 30_000, NpsReceived.newBuilder().setScore(score).build());
    }
  }

  /** Promised for some days, mostly; solved before that or after it, or never. */
  private void ticket(long at) {
    String ticket = viewer.ids().next();
    long due = at + chance.between(24, 72) * HOUR;
    note(
        at,
        TicketOpened.newBuilder()
            .setTicket(ticket)
            .setKind(chance.pick("suggestion", "problem", "problem", "complaint", "complaint"))
            .setTopic(chance.pick("playback", "billing", "content", "app"))
            .setDue(chance.hit(0.75) ? Instant.ofEpochMilli(due) : null)
            .build());
    if (chance.hit(0.85)) {
      long solved = chance.hit(0.05) ? due : at + chance.between(HOUR, 100 * HOUR);
      note(solved, TicketResolved.newBuilder().setTicket(ticket).build());
      if (chance.hit(0.6)) {
        int score = chance.hit(0.7) ? chance.between(4, 5) : chance.between(1, 4);
        CsatReceived csat = CsatReceived.newBuilder().setTicket(ticket).setScore(score).build();
        note(solved + chance.between(60_000, 5_000_000), csat);
      }
    }
  }

  private void note(long at, SpecificRecordBase fact) {
    int person = viewer.person().index();
    viewer.out().accept(new Noted(viewer.ids().next(), person, at, fact));
  }
}
