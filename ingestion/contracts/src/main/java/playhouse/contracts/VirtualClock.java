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

/**
 * A clock that stands until it is moved. Its time lies in a file, so that a process that is killed
 * goes on from there.
 */
public final class VirtualClock extends Clock {
  private static final String VIRTUAL = "virtual";
  private static final String SYSTEM = "system";

  private final Path home;
  private volatile Instant now;

  private VirtualClock(Path home, Instant now) {
    this.home = home;
    this.now = now;
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
      return new VirtualClock(home, Instant.parse(Files.readString(file).strip()));
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
    if (to.isBefore(now)) {
      return false;
    }
    set(home, to);
    now = to;
    return true;
  }

  @Override
  public Instant instant() {
    return now;
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
