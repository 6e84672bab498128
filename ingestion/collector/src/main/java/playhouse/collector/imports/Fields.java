package playhouse.collector.imports;

import java.util.ArrayList;
import java.util.List;

/** The ways in which a line is divided into fields. */
enum Fields {
  /** MovieLens: {@code ::} between fields, nothing quoted. */
  COLONS {
    @Override
    List<String> split(String line) {
      return between(line, "::");
    }
  },
  /** Tabs between fields, nothing quoted. */
  TABS {
    @Override
    List<String> split(String line) {
      return between(line, "\t");
    }
  },
  /** CSV of RFC 4180. */
  COMMAS {
    @Override
    List<String> split(String line) {
      return line.indexOf('"') < 0 ? between(line, ",") : quoted(line);
    }
  };

  abstract List<String> split(String line);

  private static List<String> between(String line, String separator) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int to = line.indexOf(separator); to >= 0; to = line.indexOf(separator, from)) {
      fields.add(line.substring(from, to));
      from = to + separator.length();
    }
    fields.add(line.substring(from));
    return fields;
  }

  private static List<String> quoted(String line) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      boolean opens = at < line.length() && line.charAt(at) == '"';
      StringBuilder field = new StringBuilder();
      at = opens ? inQuotes(line, at + 1, field) : bare(line, at, field);
      fields.add(field.toString());
      if (at == line.length()) {
        return fields;
      }
      if (line.charAt(at) != ',') {
        throw Refusal.malformed("column " + (at + 1) + ": something follows a closing quote");
      }
      at++;
    }
  }

  /** Reads to behind the closing quote. */
  private static int inQuotes(String line, int from, StringBuilder field) {
    int at = from;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c != '"') {
        field.append(c);
      } else if (at < line.length() && line.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        return at;
      }
    }
    throw Refusal.malformed("a quote is not closed");
  }

  private static int bare(String line, int from, StringBuilder field) {
    int comma = line.indexOf(',', from);
    int to = comma < 0 ? line.length() : comma;
    field.append(line, from, to);
    return to;
  }
}
