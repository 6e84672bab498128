package playhouse.collector.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What an import did, for people.
 *
 * @param format as it was called
 * @param path what was imported
 * @param dataset name of the set
 * @param files what became of each file
 * @param notes what else is to be known
 * @param rate how fast it went, as text
 */
record Report(
    String format,
    Path path,
    String dataset,
    List<FileReport> files,
    List<String> notes,
    String rate) {

  /**
   * One file.
   *
   * @param carries type of the facts
   * @param mark the bookmark at its end
   * @param before whether all of it had been imported before
   * @param refusedFile where every refused line is told
   */
  record FileReport(String carries, Bookmark mark, boolean before, Path refusedFile) {}

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "Imported %s as dataset %s (%s)%n", path, dataset, format));
    text.append(
        String.format(
            Locale.ROOT,
            "  %-28s %12s %12s %9s  %s%n",
            "file",
            "lines",
            "events",
            "refused",
            "type"));
    for (FileReport file : files) {
      Bookmark mark = file.mark();
      text.append(
          String.format(
              Locale.ROOT,
              "  %-28s %,12d %,12d %,9d  %s%s%n",
              mark.file(),
              mark.records(),
              mark.events(),
              mark.refused(),
              file.carries(),
              file.before() ? " (was imported before: nothing sent; --again sends it again)" : ""));
    }
    notes.forEach(note -> text.append(String.format(Locale.ROOT, "  %s%n", note)));
    files.forEach(file -> refusals(file, text));
    text.append(String.format(Locale.ROOT, "  %s%n", rate));
    files.stream()
        .map(file -> file.mark().example())
        .filter(person -> !person.isBlank())
        .findFirst()
        .ifPresent(person -> text.append(next(person)));
    return text.toString();
  }

  private static String next(String person) {
    return """
        Try next, with a person of this set:
          ./playhouse run profiles
          ./playhouse run train-recommender
          curl -H "Authorization: Bearer $(jq -r .demo .playhouse/keys.json)" \\
            'http://127.0.0.1:8080/v1/recommendations?person=%s&surface=home&limit=10'
        """
        .formatted(person);
  }

  private static void refusals(FileReport file, StringBuilder text) {
    Bookmark mark = file.mark();
    if (mark.refused() == 0) {
      return;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "  refused in %s: %,d lines; all of them in %s and in the topic rejects%n",
            mark.file(),
            mark.refused(),
            file.refusedFile()));
    for (Bookmark.RefusedLine line : mark.first()) {
      text.append(
          String.format(
              Locale.ROOT, "    line %,d: %s: %s%n", line.line(), line.reason(), line.detail()));
    }
    if (mark.refused() > mark.first().size()) {
      text.append(
          String.format(Locale.ROOT, "    … and %,d more%n", mark.refused() - mark.first().size()));
    }
  }
}
