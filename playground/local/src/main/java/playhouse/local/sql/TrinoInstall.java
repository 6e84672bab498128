package playhouse.local.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import playhouse.local.process.Progress;
import playhouse.local.process.Trees;

/** Trino's server with its Iceberg plugin, downloaded and unpacked on first use. */
record TrinoInstall(Cache cache, String maven, Progress progress) {
  static final String VERSION = "476";
  private static final MavenArtifact SERVER =
      new MavenArtifact("io.trino", "trino-server-core", VERSION, "tar.gz", 185);
  private static final MavenArtifact ICEBERG =
      new MavenArtifact("io.trino", "trino-iceberg", VERSION, "zip", 330);

  private static final MavenArtifact GROUPS =
      new MavenArtifact("io.trino", "trino-resource-group-managers", VERSION, "zip", 27);

  /** The folder with lib and plugin. */
  Path folder() {
    return cache.get("trino-" + VERSION, this::fill);
  }

  /** The folders of all plugins, by name. */
  Map<String, Path> plugins() {
    return Map.of(
        "iceberg",
        folder().resolve("plugin/iceberg"),
        "resource-groups",
        cache.get("trino-resource-groups-" + VERSION, this::fillGroups));
  }

  private void fillGroups(Path folder) throws IOException {
    Path downloads = Files.createTempDirectory("trino-groups");
    unzip(GROUPS.fetch(maven, downloads, progress), folder);
    Trees.delete(downloads);
  }

  private void fill(Path folder) throws IOException {
    progress.say("  Trino " + VERSION + " is downloaded once, into " + cache.folder());
    Path downloads = Files.createDirectories(folder.resolve("downloads"));
    Path server = SERVER.fetch(maven, downloads, progress);
    Path iceberg = ICEBERG.fetch(maven, downloads, progress);
    Progress.Step step = progress.begin("unpack");
    // The other plugins would only be loaded at every start.
    run(
        "tar",
        "-xzf",
        server.toString(),
        "-C",
        folder.toString(),
        "--strip-components=1",
        "--exclude=*/plugin/*");
    unzip(iceberg, Files.createDirectories(folder.resolve("plugin/iceberg")));
    Trees.delete(downloads);
    step.done("Trino " + VERSION);
  }

  private static void run(String... command) throws IOException {
    int code = new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    if (code != 0) {
      throw new IOException(command[0] + " ended with " + code);
    }
  }

  /** The archive's one folder is left out. */
  private static void unzip(Path archive, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path target =
            folder.resolve(entry.getName().substring(entry.getName().indexOf('/') + 1)).normalize();
        if (!entry.isDirectory() && target.startsWith(folder)) {
          Files.createDirectories(target.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
          }
        }
      }
    }
  }
}
