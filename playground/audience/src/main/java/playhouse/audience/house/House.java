package playhouse.audience.house;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.behaviour.Ids;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Genre;
import playhouse.audience.world.Kind;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;
import playhouse.contracts.facts.Credit;
import playhouse.contracts.facts.RightsGranted;
import playhouse.contracts.facts.TitleUpserted;

/** What the house itself does on a day: titles come out, and its systems go about their work. */
public final class House {

  private static final long HOUR = 3_600_000;

  private final World world;

  /** The house of a world. */
  public House(World world) {
    this.world = world;
  }

  /** Lets a UTC day happen. */
  public void happen(int day, Consumer<Act> out) {
    String prefix = world.tag() + "-h" + Integer.toString(day, 36) + "-";
    Ids ids = new Ids(prefix);
    Chance chance = world.chance(Chance.Purpose.HOUSE, day, 0);
    long begin = day * World.DAY;
    for (Title title : world.catalogue().titles()) {
      if (title.releasedDay() == day) {
        publish(title, begin, ids, chance, out);
      }
    }
    if (day >= world.plan().firstDay()) {
      new HouseWork(world, begin, ids, chance, out).happen(List.of(0, 6, 12, 18));
    }
  }

  /** Titles are out from the first minute of their day, before anybody can play them. */
  private static void publish(Title title, long begin, Ids ids, Chance chance, Consumer<Act> out) {
    note(begin + chance.below(50_000), upserted(title), ids, out);
    if (title.kind() != Kind.EPISODE) {
      note(begin + 55_000, granted(title, begin, ids, chance), ids, out);
    }
  }

  private static void note(long at, SpecificRecordBase fact, Ids ids, Consumer<Act> out) {
    out.accept(new Noted(ids.next(), Act.NOBODY, at, fact));
  }

  private static RightsGranted granted(Title title, long begin, Ids ids, Chance chance) {
    return RightsGranted.newBuilder()
        .setGrant(ids.next())
        .setTitle(title.id())
        .setTerritories(List.of("*"))
        .setModels(List.of("svod", "avod"))
        .setValidFrom(Instant.ofEpochMilli(begin))
        .setValidUntil(Instant.ofEpochMilli(begin + 730 * 24 * HOUR))
        .setExclusive(title.exclusive())
        .setFeeMicros(chance.between(500L, 90_000L) * 1_000_000)
        .setCurrency("USD")
        .build();
  }

  private static TitleUpserted upserted(Title title) {
    List<String> genres =
        title.genre() == title.secondGenre()
            ? List.of(Genre.name(title.genre()))
            : List.of(Genre.name(title.genre()), Genre.name(title.secondGenre()));
    boolean episode = title.kind() == Kind.EPISODE;
    String series = title.id().substring(0, Math.max(0, title.id().lastIndexOf("-s1e")));
    return TitleUpserted.newBuilder()
        .setTitle(title.id())
        .setKind(title.kind().word())
        .setName(title.name())
        .setGenres(genres)
        .setCredits(title.cast().stream().map(House::credit).toList())
        .setReleasedYear(title.year())
        .setRuntimeMillis(title.runtimeMillis() == 0 ? null : title.runtimeMillis())
        .setLanguage(title.language())
        .setSynopsis(title.synopsis())
        .setSeries(episode ? series : null)
        .setSeason(episode ? title.season() : null)
        .setEpisode(episode ? title.episode() : null)
        .setMinimumAge(title.minimumAge())
        .setExclusive(title.exclusive())
        .build();
  }

  private static Credit credit(String nameAndRole) {
    int bar = nameAndRole.indexOf('|');
    return Credit.newBuilder()
        .setName(nameAndRole.substring(0, bar))
        .setRole(nameAndRole.substring(bar + 1))
        .build();
  }
}
