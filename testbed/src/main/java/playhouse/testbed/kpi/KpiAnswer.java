package playhouse.testbed.kpi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import playhouse.warehouse.Kpi;

/**
 * What an engine answers to a KPI's select over the sample, written so that equal answers of
 * different engines are equal text.
 *
 * @param lines a row each, sorted
 */
public record KpiAnswer(Kpi kpi, List<String> lines) {
  private static final String RESOURCE = "/kpi-sample/answers.txt";

  /** From rows with their columns' values in order. */
  public static KpiAnswer of(Kpi kpi, List<String> columns, List<List<@Nullable Object>> rows) {
    return new KpiAnswer(kpi, rows.stream().map(row -> line(columns, row)).sorted().toList());
  }

  private static String line(List<String> columns, List<@Nullable Object> row) {
    NavigableMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i), text(row.get(i)));
    }
    return values.toString();
  }

  private static String text(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Double number) {
      return text(new BigDecimal(number));
    }
    return Objects.toString(value);
  }

  /** Id, number of rows and a digest of them: what all engines are held to. */
  public String summary() {
    return kpi.id() + " " + lines.size() + " " + digest();
  }

  private String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the rows where they can be compared with another engine's; the file. */
  public Path write(String engine) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "kpi-sample", engine));
      return Files.write(folder.resolve(kpi.id() + ".txt"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The summaries that were agreed upon, in the order of ids. */
  public static List<String> agreed() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(KpiAnswer.class.getResourceAsStream(RESOURCE), RESOURCE),
                StandardCharsets.UTF_8))) {
      return new ArrayList<>(lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
