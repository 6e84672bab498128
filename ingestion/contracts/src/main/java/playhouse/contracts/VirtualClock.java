package playhouse.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * A clock that stands until it is moved, but for a microsecond each time it is looked at: of two
 * things one is later. Its time lies in a file, so that a process that is killed goes on from
 * there.
 */
public final class VirtualClock extends Clock {
  private static final String VIRTUAL = "virtual";
  private static final String SYSTEM = "system";

  /** Whoever begins again is later than whoever was killed. */
  private static final long AGAIN_MICROS = 100_000;

  private final Path home;
  private Instant stands;
  private long looks;

  private VirtualClock(Path home, Instant stands, long looks) {
    this.home = home;
    this.stands = stands;
    this.looks = looks;
  }

  /**
   * The clock that a process goes by: the machine's, or one that is moved by hand if {@link
   * Setting#CLOCK} says so.
   *
   * @throws IllegalArgumentException if the setting is neither, or the home has no such clock
   */
  public static Clock of(Settings settings) {
    return switch (settings.get(Setting.CLOCK)) {
      case SYSTEM -> Clock.systemUTC();
      case VIRTUAL -> in(settings.home());
      default ->
          throw new IllegalArgumentException(Setting.CLOCK.key() + " must be system or virtual");
    };
  }

  /** Has the clock of a home stand there. */
  public static void set(Path home, Instant now) {
    try {
      Files.createDirectories(home);
      Path next = Files.createTempFile(home, "clock", ".next");
      Files.writeString(next, now.toString());
      Files.move(next, home.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot set the clock of " + home + ": " + e, e);
    }
  }

  private static VirtualClock in(Path home) {
    Path file = home.resolve("clock");
    try {
      Instant there = Instant.parse(Files.readString(file).strip());
      return new VirtualClock(home, there, AGAIN_MICROS);
    } catch (IOException | DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a virtual clock needs an instant such as 2024-01-01T00:00:00Z in " + file, e);
    }
  }

  /**
   * Moves it, and keeps where it stands.
   *
   * @return false if that would be back in time, which nothing here is made for
   */
  public synchronized boolean forward(Instant to) {
    if (to.isBefore(stands)) {
      return false;
    }
    if (to.isAfter(stands)) {
      set(home, to);
      stands = to;
      looks = 0;
    }
    return true;
  }

  @Override
  public synchronized Instant instant() {
    return stands.plus(looks++, ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
