package playhouse.collector.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MovieLens in the shapes it comes in: {@code ::} files (1M, 10M), CSV (latest, 20M, 25M, 32M),
 * RecBole's typed tables, and {@code sequences.txt}. Of several files with ratings the first of
 * that order counts.
 */
final class MovieLens {

  static final String WANTED =
      "ratings.dat, ratings.csv, *.inter or sequences.txt; movies.dat, movies.csv or *.item;"
          + " tags.dat or tags.csv (each may end in .gz)";

  private static final String RATING = "rating";
  private static final String TAG = "tag";
  private static final String TITLE = "title.upserted";
  private static final Columns DAT_TITLES = Columns.of("item", "name", "genres");
  private static final Columns DAT_RATINGS = Columns.of("user", "item", "score", "seconds");
  private static final Columns DAT_TAGS = Columns.of("user", "item", "tag", "seconds");

  private final Folder folder;
  private final Dataset dataset;
  private final List<Part> parts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private MovieLens(Folder folder, Dataset dataset) {
    this.folder = folder;
    this.dataset = dataset;
  }

  static Plan plan(Folder folder, Dataset dataset) throws IOException {
    MovieLens layout = new MovieLens(folder, dataset);
    layout.titles();
    layout.ratings();
    layout.tags();
    layout.leftOut();
    if (layout.parts.isEmpty()) {
      throw new UnfitSource("no file of MovieLens found; looked for " + WANTED);
    }
    return new Plan(layout.parts, layout.notes);
  }

  private void titles() throws IOException {
    Optional<SourceFile> dat = folder.file("movies.dat");
    Optional<SourceFile> csv = folder.file("movies.csv");
    Optional<SourceFile> item = folder.ending(".item");
    if (dat.isPresent()) {
      datTitles(dat.get());
    } else if (csv.isPresent()) {
      Columns columns =
          header(
              csv.get(),
              Fields.COMMAS,
              Map.of("movieid", "item", "title", "name", "genres", "genres"));
      csvTitles(csv.get(), columns, Fields.COMMAS, "\\|");
    } else if (item.isPresent()) {
      Map<String, String> names =
          Map.of(
              "item_id",
              "item",
              "movie_title",
              "name",
              "title",
              "name",
              "name",
              "name",
              "release_year",
              "year",
              "year",
              "year",
              "class",
              "genres",
              "genre",
              "genres",
              "genres",
              "genres",
              "categories",
              "genres");
      csvTitles(item.get(), header(item.get(), Fields.TABS, names), Fields.TABS, " ");
    }
  }

  private void datTitles(SourceFile file) throws IOException {
    Optional<SourceFile> more = folder.file("movies_extrainfos.dat");
    Map<String, Extra> extras = more.isPresent() ? Extra.read(more.get()) : Map.of();
    more.ifPresent(m -> notes.add(m.name() + ": plots and casts enrich the titles"));
    parts.add(
        new Part(
            file,
            TITLE,
            0,
            false,
            true,
            Extra.variant(extras),
            (charset, since) ->
                new TitleLines(
                    dataset,
                    new TextFormat(charset, Fields.COLONS),
                    DAT_TITLES,
                    "film",
                    "\\|",
                    extras)));
  }

  private void csvTitles(SourceFile file, Columns columns, Fields fields, String separator) {
    parts.add(
        Part.of(
            file,
            TITLE,
            1,
            false,
            (charset, since) ->
                new TitleLines(
                    dataset,
                    new TextFormat(charset, fields),
                    columns,
                    "film",
                    separator,
                    Map.of())));
  }

  private void ratings() throws IOException {
    Optional<SourceFile> dat = folder.file("ratings.dat");
    Optional<SourceFile> csv = folder.file("ratings.csv");
    Optional<SourceFile> inter = folder.ending(".inter");
    if (dat.isPresent()) {
      ratings(dat.get(), 0, DAT_RATINGS, Fields.COLONS);
    } else if (csv.isPresent()) {
      Map<String, String> names =
          Map.of("userid", "user", "movieid", "item", "rating", "score", "timestamp", "seconds");
      ratings(csv.get(), 1, header(csv.get(), Fields.COMMAS, names), Fields.COMMAS);
    } else if (inter.isPresent()) {
      Map<String, String> names =
          Map.of("user_id", "user", "item_id", "item", "rating", "score", "timestamp", "seconds");
      ratings(inter.get(), 1, header(inter.get(), Fields.TABS, names), Fields.TABS);
    } else {
      folder.file("sequences.txt").ifPresent(this::sequences);
    }
  }

  private void ratings(SourceFile file, int headerLines, Columns columns, Fields fields) {
    parts.add(
        Part.of(
            file,
            RATING,
            headerLines,
            false,
            (charset, since) ->
                new RatingLines(
                    dataset, new TextFormat(charset, fields), columns, RatingLines.STARS)));
  }

  private void sequences(SourceFile file) {
    notes.add(
        file.name()
            + ": the n-th item of a line (from 0) counts as n hours after "
            + Dataset.UNTOLD);
    parts.add(
        Part.of(
            file,
            RATING,
            0,
            false,
            (charset, since) -> new SequenceLines(dataset, new TextFormat(charset, Fields.TABS))));
  }

  private void tags() throws IOException {
    Optional<SourceFile> dat = folder.file("tags.dat");
    Optional<SourceFile> csv = folder.file("tags.csv");
    if (dat.isPresent()) {
      tags(dat.get(), 0, DAT_TAGS, Fields.COLONS, true);
    } else if (csv.isPresent()) {
      Map<String, String> names =
          Map.of("userid", "user", "movieid", "item", "tag", "tag", "timestamp", "seconds");
      tags(csv.get(), 1, header(csv.get(), Fields.COMMAS, names), Fields.COMMAS, false);
    }
  }

  private void tags(
      SourceFile file, int headerLines, Columns columns, Fields fields, boolean mayBeLatin1) {
    parts.add(
        Part.of(
            file,
            TAG,
            headerLines,
            mayBeLatin1,
            (charset, since) ->
                new TagLines(dataset, new TextFormat(charset, fields), columns, Optional.empty())));
  }

  private void leftOut() {
    for (String users : List.of("/users.dat", ".user", "/users.csv")) {
      folder
          .ending(users)
          .ifPresent(file -> notes.add(file.name() + ": carries no event (who the users are)"));
    }
    for (String other : List.of("/links.csv", "/genome-scores.csv", "/genome-tags.csv")) {
      folder.ending(other).ifPresent(file -> notes.add(file.name() + ": carries no event"));
    }
  }

  /** The file's columns under our names; those we know nothing of keep theirs. */
  private static Columns header(SourceFile file, Fields fields, Map<String, String> ours)
      throws IOException {
    String header = file.firstLine().orElse("");
    Columns found = Columns.header(fields.split(header));
    Columns columns =
        Columns.of(
            found.names().stream()
                .map(name -> ours.getOrDefault(name, name))
                .toArray(String[]::new));
    boolean titles = ours.containsValue("name");
    if (!columns.has("item") || !columns.has(titles ? "name" : "user")) {
      throw new UnfitSource(
          file.path()
              + ": its first line \""
              + header
              + "\" does not name the columns we need: "
              + String.join(", ", ours.keySet().stream().sorted().toList()));
    }
    return columns;
  }
}
