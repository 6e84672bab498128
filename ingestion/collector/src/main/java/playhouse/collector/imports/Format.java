package playhouse.collector.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import playhouse.collector.event.Consent;
import playhouse.collector.event.EventDecoder;

/** The shapes of data that can be imported. */
public enum Format {
  /** A directory of MovieLens files. */
  MOVIELENS {
    @Override
    Plan plan(Path path, Dataset dataset, Consent consent, Clock clock) throws IOException {
      return MovieLens.plan(Folder.of(path), dataset);
    }
  },
  /** A directory of HetRec's Last.fm files. */
  LASTFM {
    @Override
    Plan plan(Path path, Dataset dataset, Consent consent, Clock clock) throws IOException {
      return LastFm.plan(Folder.of(path), dataset);
    }
  },
  /** A file of CloudEvents in JSON, one a line. */
  EVENTS {
    @Override
    Plan plan(Path path, Dataset dataset, Consent consent, Clock clock) {
      LineFormat format = new EventLines(new EventDecoder(consent), clock);
      return new Plan(
          List.of(Part.of(alone(path), "event", 0, false, (charset, since) -> format)), List.of());
    }
  },
  /** A CSV file of titles. */
  CATALOGUE {
    @Override
    Plan plan(Path path, Dataset dataset, Consent consent, Clock clock) throws IOException {
      SourceFile file = alone(path);
      Columns columns = Columns.header(Fields.COMMAS.split(file.firstLine().orElse("")));
      List<String> unknown =
          columns.names().stream().filter(name -> !CatalogueLines.KNOWN.contains(name)).toList();
      if (!columns.has("id") || !columns.has("name") || !unknown.isEmpty()) {
        throw new UnfitSource(
            "%s: the first line must name the columns id, name and any of %s; it says %s"
                .formatted(file.path(), CatalogueLines.KNOWN, columns.names()));
      }
      Part.Maker maker =
          (charset, since) ->
              new CatalogueLines(dataset, new TextFormat(charset, Fields.COMMAS), columns, since);
      return new Plan(
          List.of(new Part(file, "title.upserted", 1, true, false, "", maker)), List.of());
    }
  };

  abstract Plan plan(Path path, Dataset dataset, Consent consent, Clock clock) throws IOException;

  /** What it is called on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of that name. */
  public static Optional<Format> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }

  /** All names, for a message. */
  public static String words() {
    return Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", "));
  }

  private static SourceFile alone(Path path) {
    List<Path> files = Folder.of(path).files();
    if (!files.equals(List.of(path))) {
      throw new UnfitSource(path + " is a directory: give one file");
    }
    return new SourceFile(path);
  }
}
