package playhouse.serving.personalisation.feedback;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Fact;
import playhouse.serving.personalisation.people.Consents;
import playhouse.serving.personalisation.recommend.ServedList;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.outbox.Outbox;

/** Remembers lists as they are given out and takes what people say to them. */
public final class Feedback {
  private static final String SYSTEM = "S6.1";

  private final ServedLists lists;
  private final RecommendationFacts facts;
  private final FactLog log;

  /** Writes into this log. */
  public Feedback(ServedLists lists, Consents consents, FactLog log, Clock clock) {
    this.lists = lists;
    this.facts = new RecommendationFacts(consents, clock);
    this.log = log;
  }

  /**
   * Notes that a list was given out. The fact is made and written by another thread: a bounded
   * number waits, one more is lost and counted ({@code playhouse_facts_dropped}).
   */
  public void served(ServedList list) {
    var titles = list.items().stream().map(ServedList.Item::title).toList();
    lists.put(list.id().toString(), Optional.of(list.ask().person()), titles);
    log.aside(() -> facts.served(list));
  }

  /**
   * Writes down what a person made of a title; returns the fact's id.
   *
   * @throws Refusal if the list is unknown, not the person's, or has no such title
   */
  String give(Handle tx, String served, UUID person, String title, Action action) {
    ServedLists.Served list =
        lists
            .find(served)
            .orElseThrow(() -> Refusal.missing("no list " + served + " was served lately"));
    if (list.person().isPresent() && !list.person().get().equals(person)) {
      throw Refusal.bad("person", "is not who the list was for");
    }
    if (!list.titles().contains(title)) {
      throw Refusal.bad("title", "is not in the list");
    }
    SpecificRecordBase fact =
        switch (action) {
          case CLICKED -> facts.clicked(served, person, title);
          case DISMISSED -> facts.dismissed(served, person, title);
          case LIKED -> facts.liked(served, person, title);
        };
    Outbox.add(tx, SYSTEM, fact);
    return Fact.of(fact).envelope().getId();
  }

  /** What people can make of a title. */
  enum Action {
    CLICKED,
    DISMISSED,
    LIKED
  }
}
