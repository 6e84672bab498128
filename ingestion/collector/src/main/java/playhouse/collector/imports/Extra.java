package playhouse.collector.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.contracts.facts.Credit;

/**
 * What {@code movies_extrainfos.dat} knows of a title beside its name: {@code
 * id::name::year::rated::released::genres::director::writer::cast::plot::poster}.
 *
 * @param line the line it stands on
 */
record Extra(String line, Optional<String> synopsis, List<Credit> credits) {

  private static final int FIELDS = 11;

  /** All of a file, by item; lines of another shape enrich nothing. */
  static Map<String, Extra> read(SourceFile file) throws IOException {
    Map<String, Extra> extras = new HashMap<>();
    TextFormat text = new TextFormat(file.survey().charset(true), Fields.COLONS);
    try (LineReader lines = file.open(n -> {})) {
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        String content = line.get().text(text.charset());
        List<String> fields = text.fields().split(content);
        if (fields.size() == FIELDS) {
          extras.put(fields.get(0).strip(), of(content, fields));
        }
      }
    }
    return extras;
  }

  private static Extra of(String content, List<String> fields) {
    List<Credit> credits = new ArrayList<>();
    credit(credits, "director", fields.get(6));
    credit(credits, "writer", fields.get(7));
    credit(credits, "actor", fields.get(8));
    return new Extra(content, told(fields.get(9)), List.copyOf(credits));
  }

  private static void credit(List<Credit> credits, String role, String names) {
    told(names).stream()
        .flatMap(all -> Arrays.stream(all.replaceAll("\\([^)]*\\)", "").split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .forEach(name -> credits.add(new Credit(name, role)));
  }

  private static Optional<String> told(String text) {
    String bare = text.strip();
    return bare.isEmpty() || bare.equals("N/A") ? Optional.empty() : Optional.of(bare);
  }

  /** The lines' fingerprint, so that other extras make another import. */
  static String variant(Map<String, Extra> extras) {
    StringBuilder all = new StringBuilder();
    extras.keySet().stream().sorted().forEach(item -> all.append(extras.get(item)).append('\n'));
    return Dataset.mark(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
