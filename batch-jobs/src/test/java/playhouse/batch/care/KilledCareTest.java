package playhouse.batch.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkTableUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.batch.CareHouse;
import playhouse.batch.Lake;

class KilledCareTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
  private static final Lake LAKE =
      CareHouse.fresh(Map.of(), Map.of("io-impl", FaultyFiles.class.getName()));

  @AfterEach
  void revive() {
    FaultyFiles.revive();
  }

  /** The changes: the tag, data files, manifests and lists of two rewrites, then deletions. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8, 12, 50})
  void killed_after_so_many_changes_it_leaves_the_table_whole_and_the_next_cleans_up(int changes) {
    RawLikeTable raw = RawLikeTable.create(LAKE, "playback" + changes);
    raw.commit(0, 24, MONDAY, MONDAY.plusDays(1));
    final List<String> rows = raw.rows();
    final long first = raw.table().history().get(3).snapshotId();
    Named named =
        new Named(
            new HashMap<>(Map.of("kpi", Map.of(raw.name(), Map.of(first, Instant.now())))),
            Map.of());
    Instant later = Instant.now().plus(Duration.ofDays(5));

    FaultyFiles.dieAfter(changes);
    boolean failed = fails(() -> care(raw, named, later));
    assertThat(FaultyFiles.revive()).isTrue();
    assertThat(raw.rows()).isEqualTo(rows);

    // Another commit, long after: what the dead left is then old enough to be nobody's.
    raw.commit(24, 1, MONDAY);
    age(raw);
    care(raw, named, later);
    // The catalog leaves the metadata file of a commit that met another.
    age(raw);
    care(raw, named, later);
    assertThat(raw.rows()).hasSize(rows.size() + 5).containsAll(rows);
    assertThat(LAKE.table(raw.name(), first).count()).isEqualTo(20);
    assertThat(unknown(raw)).as("left after dying, failed: %s", failed).isEmpty();
  }

  private static boolean fails(Runnable care) {
    try {
      care.run();
      return false;
    } catch (Exception e) {
      // Spark throws its checked exceptions undeclared.
      return true;
    }
  }

  private static Cared care(RawLikeTable raw, Named named, Instant now) {
    CarePolicy policy = CarePolicy.of(LAKE.settings());
    CarePolicy strict =
        new CarePolicy(
            policy.snapshots(),
            1,
            policy.most(),
            policy.tags(),
            policy.orphans(),
            policy.rejects(),
            policy.minutes(),
            policy.runs(),
            policy.metadataBytes());
    return new TableCare(LAKE, raw.name(), named, strict, now).run();
  }

  /** All files are a month old but the newest commit is not. */
  private static void age(RawLikeTable raw) {
    long then = Instant.now().minus(Duration.ofDays(30)).toEpochMilli();
    files(raw).forEach(file -> assertThat(file.toFile().setLastModified(then)).isTrue());
  }

  private static Set<String> unknown(RawLikeTable raw) {
    Table table = raw.table();
    Set<String> known = new HashSet<>(ReachableFileUtil.metadataFileLocations(table, true));
    known.addAll(ReachableFileUtil.manifestListLocations(table));
    for (var type :
        List.of(
            org.apache.iceberg.MetadataTableType.ALL_DATA_FILES,
            org.apache.iceberg.MetadataTableType.ALL_MANIFESTS)) {
      var files = SparkTableUtil.loadMetadataTable(LAKE.spark(), table, type);
      String path =
          Stream.of(files.columns()).filter(c -> c.endsWith("path")).findFirst().orElseThrow();
      files.select(path).collectAsList().forEach(row -> known.add(row.getString(0)));
    }
    Set<String> paths = new HashSet<>();
    known.forEach(location -> paths.add(java.net.URI.create(location).getPath()));
    Set<String> unknown = new HashSet<>();
    files(raw).stream().map(Path::toString).filter(f -> !paths.contains(f)).forEach(unknown::add);
    unknown.removeIf(file -> file.endsWith(".crc") || file.endsWith("version-hint.text"));
    return unknown;
  }

  private static List<Path> files(RawLikeTable raw) {
    Path folder = Path.of(java.net.URI.create(raw.table().location()).getPath());
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
