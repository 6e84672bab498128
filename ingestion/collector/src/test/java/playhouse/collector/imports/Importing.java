package playhouse.collector.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import playhouse.collector.log.FactLog;
import playhouse.collector.log.KafkaSettings;
import playhouse.testbed.Broker;

/** Imports as tests ask for them. */
final class Importing {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Broker broker;
  private final Path home;

  Importing(Broker broker, Path home) {
    this.broker = broker;
    this.home = home;
  }

  /** A folder of public data; where there is none CI fails and others stop here. */
  static Path data(String folder) {
    Path root =
        Path.of(
            Optional.ofNullable(System.getenv("PLAYHOUSE_DATA")).orElse("../../../shared/data"));
    Path found = root.resolve(folder).toAbsolutePath().normalize();
    if (!Files.isDirectory(found)) {
      String missing = "no public data at " + found + ": set PLAYHOUSE_DATA";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(missing);
      }
      Assumptions.abort(missing);
    }
    return found;
  }

  /** Imports and returns the report. */
  String run(Format format, Path path, String dataset) {
    return run(format, path, dataset, false);
  }

  String run(Format format, Path path, String dataset, boolean again) {
    Import.Request request = new Import.Request(format, path, Optional.of(dataset), again);
    try (FactLog log = FactLog.open(KafkaSettings.bulk(broker.address(), PATIENCE))) {
      return new Import(
              request,
              log,
              person -> true,
              Clock.systemUTC(),
              home,
              broker.address(),
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
