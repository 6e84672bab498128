package playhouse.audience.live;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import playhouse.audience.render.CloudEventJson;
import playhouse.audience.render.Dressed;
import playhouse.audience.render.Dresser;
import playhouse.audience.render.Event;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Chance;
import playhouse.audience.world.World;

/** Makes parcels of events; some it keeps back for a while, some it gives out twice. */
final class Crier {

  /** Where live events say they come from. */
  static final String SOURCE = "/audience/live";

  private final Dresser dresser;
  private final Trouble trouble;
  private final Chance chance;
  private final Consumer<Parcel> out;
  private final CloudEventJson json = new CloudEventJson();
  private final Agenda<Parcel> kept = new Agenda<>();
  private long cried;

  Crier(World world, Trouble trouble, Chance chance, Consumer<Parcel> out) {
    this.dresser = new Dresser(world, SOURCE, false);
    this.trouble = trouble;
    this.chance = chance;
    this.out = out;
  }

  /** Tells of an event now, or a little later. */
  void cry(Event event, long nowMillis) {
    Parcel parcel = parcel(event, nowMillis);
    cried++;
    if (chance.hit(trouble.late())) {
      kept.add(nowMillis + chance.between(5_000L, 60_000L), parcel);
    } else if (chance.hit(trouble.shuffled())) {
      kept.add(nowMillis + chance.between(300L, 3_000L), parcel);
    } else {
      out.accept(parcel);
      if (chance.hit(trouble.duplicates())) {
        kept.add(nowMillis + chance.between(500L, 30_000L), parcel.repeated());
      }
    }
  }

  /** How many events it has told of. */
  long cried() {
    return cried;
  }

  /** Gives out what was kept back until now. */
  void release(long nowMillis) {
    while (kept.nextAt() <= nowMillis) {
      out.accept(kept.next());
    }
  }

  /** Gives out all that was kept back. */
  void releaseAll() {
    kept.all().forEach(out);
  }

  private Parcel parcel(Event event, long nowMillis) {
    Dressed dressed = dresser.dress(event, nowMillis, nowMillis);
    byte[] line = json.line(dressed, Instant.ofEpochMilli(nowMillis));
    return new Parcel(line, Optional.of(event.type().family()), false, "");
  }
}
