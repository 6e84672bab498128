package playhouse.models.files;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with a header: named columns of text, rows in the file's order. */
public final class Table {
  /** RFC 4180; text behind a closing quote is taken as it is, as spreadsheets do. */
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setTrailingData(true).setLenientEof(true).get();

  private final String name;
  private final List<String> columns;
  private final List<List<String>> rows;

  private Table(String name, List<String> columns, List<List<String>> rows) {
    this.name = name;
    this.columns = columns;
    this.rows = rows;
  }

  /** Reads a file; each row has to have a value for each column of the header. */
  public static Table read(Path file) {
    try (Reader reader = Texts.open(file)) {
      return read(file.toString(), reader);
    } catch (IOException | UncheckedIOException e) {
      throw new BadFile("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads text; {@code name} stands in messages. */
  public static Table read(String name, Reader reader) throws IOException {
    List<String> columns = List.of();
    List<List<String>> rows = new ArrayList<>();
    try (CSVParser parser = FORMAT.parse(reader)) {
      for (CSVRecord line : parser) {
        List<String> values = List.of(line.values());
        if (columns.isEmpty()) {
          columns = values.stream().map(String::strip).toList();
        } else if (values.size() != columns.size()) {
          String where = name + ", line " + parser.getCurrentLineNumber();
          throw new BadFile(
              where + ": " + values.size() + " values for " + columns.size() + " columns");
        } else {
          rows.add(values);
        }
      }
    }
    if (rows.isEmpty()) {
      throw new BadFile(name + " holds no row");
    }
    return new Table(name, columns, rows);
  }

  /** The file's name, for messages. */
  public String name() {
    return name;
  }

  public List<String> columns() {
    return columns;
  }

  public int size() {
    return rows.size();
  }

  public boolean has(String column) {
    return columns.contains(column);
  }

  /** All values of a column, in order of rows. */
  public List<String> column(String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new BadFile(
          name + " has no column '" + column + "'; it has " + String.join(", ", columns));
    }
    return rows.stream().map(row -> row.get(at)).toList();
  }

  /** The rows of these numbers, in this order. */
  public Table rows(int[] chosen) {
    return new Table(name, columns, Arrays.stream(chosen).mapToObj(rows::get).toList());
  }

  /** The same without some columns, whether or not they are there. */
  public Table without(List<String> gone) {
    int[] kept =
        IntStream.range(0, columns.size())
            .filter(column -> !gone.contains(columns.get(column)))
            .toArray();
    return new Table(name, pick(columns, kept), rows.stream().map(row -> pick(row, kept)).toList());
  }

  private static List<String> pick(List<String> all, int[] kept) {
    return Arrays.stream(kept).mapToObj(all::get).toList();
  }
}
