package playhouse.audience.house;

import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.world.Catalogue;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;

/** Some minutes of work, in which one thing is noted after the other. */
final class Shift {

  private final Desk desk;
  private long now;

  Shift(Desk desk, long begin) {
    this.desk = desk;
    this.now = begin;
  }

  Desk desk() {
    return desk;
  }

  Chance chance() {
    return desk.chance();
  }

  String nextId() {
    return desk.ids().next();
  }

  /** Id of any title. */
  String title() {
    Catalogue catalogue = desk.world().catalogue();
    return catalogue.title(chance().below(catalogue.titles().size())).id();
  }

  /** Id of any title that came out before today: the next that did, where chance says another. */
  String publishedTitle() {
    List<Title> titles = desk.world().catalogue().titles();
    int drawn = chance().below(titles.size());
    for (int i = 0; i < titles.size(); i++) {
      Title title = titles.get((drawn + i) % titles.size());
      if (title.releasedDay() < now / World.DAY) {
        return title.id();
      }
    }
    throw new IllegalStateException("nothing has come out");
  }

  /** Lets a few seconds pass until it is so. */
  void note(SpecificRecordBase fact) {
    now += 1 + chance().below(4000);
    desk.note(now, fact);
  }

  /** So long after what was noted last, it is so. */
  void later(long millis, SpecificRecordBase fact) {
    desk.note(now + millis, fact);
  }
}
