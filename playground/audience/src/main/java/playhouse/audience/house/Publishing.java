package playhouse.audience.house;

import java.util.List;
import playhouse.audience.world.Catalogue;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Genre;
import playhouse.audience.world.Kind;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;
import playhouse.contracts.facts.Credit;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.contracts.facts.TitleWithdrawn;

/** Titles come out from the first minute of their day, and some are taken off for a while. */
final class Publishing {

  private static final long HOUR = 3_600_000;

  private Publishing() {}

  /** Before anybody can play it. */
  static void publish(Desk desk, Title title, long begin) {
    desk.note(begin + desk.chance().below(50_000), upserted(desk.world(), title));
  }

  /** Now and then something is withdrawn; mostly it comes back some days later. */
  static void withdraw(Desk desk, long begin) {
    Chance chance = desk.chance();
    if (!chance.hit(0.4)) {
      return;
    }
    Catalogue catalogue = desk.world().catalogue();
    Title title = catalogue.title(chance.below(catalogue.titles().size()));
    if (title.releasedDay() * World.DAY >= begin) {
      return;
    }
    long at = begin + chance.between(HOUR, 20 * HOUR);
    desk.note(
        at,
        TitleWithdrawn.newBuilder()
            .setTitle(title.id())
            .setReason(chance.pick("rights", "quality", "policy"))
            .build());
    if (chance.hit(0.8)) {
      desk.note(at + chance.between(5 * HOUR, 200 * HOUR), upserted(desk.world(), title));
    }
  }

  private static TitleUpserted upserted(World world, Title title) {
    List<String> genres =
        title.genre() == title.secondGenre()
            ? List.of(Genre.name(title.genre()))
            : List.of(Genre.name(title.genre()), Genre.name(title.secondGenre()));
    boolean episode = title.kind() == Kind.EPISODE;
    return TitleUpserted.newBuilder()
        .setTitle(title.id())
        .setKind(title.kind().word())
        .setName(title.name())
        .setGenres(genres)
        .setCredits(title.cast().stream().map(Publishing::credit).toList())
        .setReleasedYear(title.year())
        .setRuntimeMillis(title.runtimeMillis() == 0 ? null : title.runtimeMillis())
        .setLanguage(title.language())
        .setSynopsis(title.synopsis())
        .setSeries(episode ? world.catalogue().title(title.series()).id() : null)
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
