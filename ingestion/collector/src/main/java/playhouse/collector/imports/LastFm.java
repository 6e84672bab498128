package playhouse.collector.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Last.fm as HetRec 2011 published it: artists, how often users play them, and users' tags. */
final class LastFm {

  static final String WANTED =
      "artists.dat, user_artists.dat, user_taggedartists.dat with tags.dat (each may end in .gz)";

  private static final Columns ARTISTS = Columns.of("item", "name", "url", "picture");
  private static final Columns PLAYS = Columns.of("user", "item", "score");
  private static final Columns TAGS = Columns.of("user", "item", "tag", "day", "month", "year");

  private LastFm() {}

  static Plan plan(Folder folder, Dataset dataset) throws IOException {
    List<Part> parts = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    folder.file("artists.dat").ifPresent(file -> parts.add(artists(file, dataset)));
    folder.file("user_artists.dat").ifPresent(file -> parts.add(plays(file, dataset, notes)));
    Optional<SourceFile> tagged = folder.file("user_taggedartists.dat");
    Optional<SourceFile> words = folder.file("tags.dat");
    if (tagged.isPresent() && words.isPresent()) {
      parts.add(tags(tagged.get(), words(words.get()), dataset));
      notes.add(words.get().name() + ": the words of the tags");
    } else {
      tagged.ifPresent(file -> notes.add(file.name() + ": left out, because tags.dat is missing"));
    }
    folder
        .file("user_friends.dat")
        .ifPresent(file -> notes.add(file.name() + ": carries no event (who knows whom)"));
    folder
        .file("user_taggedartists-timestamps.dat")
        .ifPresent(file -> notes.add(file.name() + ": left out, the same tags once more"));
    if (parts.isEmpty()) {
      throw new UnfitSource("no file of Last.fm found; looked for " + WANTED);
    }
    return new Plan(parts, notes);
  }

  private static Part artists(SourceFile file, Dataset dataset) {
    return Part.of(
        file,
        "title.upserted",
        1,
        true,
        (charset, since) ->
            new TitleLines(
                dataset, new TextFormat(charset, Fields.TABS), ARTISTS, "artist", " ", Map.of()));
  }

  private static Part plays(SourceFile file, Dataset dataset, List<String> notes) {
    notes.add(file.name() + ": tells no time, so that all counts as of " + Dataset.UNTOLD);
    return Part.of(
        file,
        "rating",
        1,
        false,
        (charset, since) ->
            new RatingLines(
                dataset, new TextFormat(charset, Fields.TABS), PLAYS, RatingLines.PLAYS));
  }

  private static Part tags(SourceFile file, Map<String, String> words, Dataset dataset) {
    String variant =
        Dataset.mark(words.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Part(
        file,
        "tag",
        1,
        false,
        false,
        variant,
        (charset, since) ->
            new TagLines(dataset, new TextFormat(charset, Fields.TABS), TAGS, Optional.of(words)));
  }

  private static Map<String, String> words(SourceFile file) throws IOException {
    Map<String, String> words = new TreeMap<>();
    java.nio.charset.Charset charset = file.survey().charset(true);
    try (LineReader lines = file.open(n -> {})) {
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        List<String> fields = Fields.TABS.split(line.get().text(charset));
        if (fields.size() == 2 && !fields.get(1).isBlank()) {
          words.put(fields.get(0).strip(), fields.get(1).strip());
        }
      }
    }
    return words;
  }
}
