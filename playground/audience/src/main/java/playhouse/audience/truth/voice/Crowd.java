package playhouse.audience.truth.voice;

import java.util.HashMap;
import java.util.Map;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.Moderated;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Tally;
import playhouse.audience.truth.Zone;

/** What people say to each other under titles, and what of it does not show. */
public final class Crowd implements Chapter {

  private final Tally own = new Tally();
  private final Map<String, Moderated> latest = new HashMap<>();

  @Override
  public void interacted(Interacted act) {
    switch (act.what()) {
      case COMMENT -> own.add("comments", "", act.at(), 1);
      case DANMAKU -> own.add("danmaku", "", act.at(), 1);
      case SHARE -> own.addBoth("shares", "network=" + act.text(), act.at(), 1);
      default -> {}
    }
  }

  @Override
  public void moderated(Moderated act) {
    latest.merge(act.contribution(), act, Crowd::later);
  }

  private static Moderated later(Moderated one, Moderated other) {
    if (one.at() != other.at()) {
      return one.at() > other.at() ? one : other;
    }
    return one.id().compareTo(other.id()) > 0 ? one : other;
  }

  @Override
  public void total(Known known, Tally tally) {
    tally.addAll(own);
    for (Moderated act : latest.values()) {
      if (act.hidden()) {
        String series = act.what() == Interacted.What.COMMENT ? "comments" : "danmaku";
        tally.add(series, "", act.contributedAt(), -1);
        tally.add("hidden", "", act.contributedAt(), 1);
      }
    }
  }

  @Override
  public void total(Zone zone) {
    for (int day = zone.firstDay(); day <= zone.lastDay(); day++) {
      int people = zone.people().sociable(day);
      zone.tally().add("sociable", "", zone.calendar().begin(day), people);
    }
  }
}
