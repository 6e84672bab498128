package playhouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * A JVM's archive of loaded classes (AppCDS): written by the first run over a class path, used by
 * the later ones, made anew when the class path or Java changes.
 *
 * @param whole where the finished archive lies
 * @param draft where this run writes one
 */
record ClassArchive(Path whole, Path draft) {

  static ClassArchive of(Path folder, String name, String classPath) {
    StringBuilder content =
        new StringBuilder(System.getProperty("java.vm.version", "")).append(classPath);
    for (String jar : classPath.split(":", -1)) {
      content.append(Path.of(jar).toFile().lastModified());
    }
    UUID hash = UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
    Path whole = folder.resolve(name + "-" + hash + ".jsa");
    return new ClassArchive(
        whole, folder.resolve(whole.getFileName() + "." + ProcessHandle.current().pid()));
  }

  /** Flags for this run; a JVM's remarks about archives are kept off standard output. */
  List<String> flags() {
    String use =
        Files.exists(whole)
            ? "-XX:SharedArchiveFile=" + whole
            : "-XX:ArchiveClassesAtExit=" + draft;
    try {
      Files.createDirectories(whole.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of("-Xshare:auto", use, "-Xlog:disable", "-Xlog:all=error:stderr");
  }

  /**
   * Keeps what this run wrote if the run was {@code good}, and nothing of earlier class paths or of
   * runs that were killed while they wrote.
   */
  void settle(boolean good) {
    try {
      if (good && Files.exists(draft)) {
        Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
        removeOthers();
      }
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A draft ends with the id of the process that waits for it. */
  private static boolean beingWritten(String name) {
    String pid = name.substring(name.lastIndexOf('.') + 1);
    return pid.chars().allMatch(Character::isDigit)
        && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  private void removeOthers() throws IOException {
    String name = whole.getFileName().toString();
    String family = name.substring(0, name.indexOf('-'));
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(whole.toAbsolutePath().getParent(), family + "-*.jsa*")) {
      for (Path other : all) {
        String own = other.getFileName().toString();
        if (!own.equals(name) && !beingWritten(own)) {
          Files.deleteIfExists(other);
        }
      }
    }
  }
}
