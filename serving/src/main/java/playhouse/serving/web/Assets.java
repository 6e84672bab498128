package playhouse.serving.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that pages are made of. Their addresses bear what they contain, so that a browser keeps
 * them for good: scripts find each other's by an import map that the page brings.
 */
final class Assets {
  private static final int LETTERS = 12;

  /** By their paths below {@code /web/}. */
  private final Map<String, Asset> files;

  private final String importMap;
  private final String importMapHash;

  /**
   * A file.
   *
   * @param version beginning of its content's SHA-256
   */
  record Asset(String text, String version) {}

  private Assets(Map<String, Asset> files) {
    this.files = files;
    String entries =
        Stream.concat(
                files.keySet().stream()
                    .filter(path -> path.endsWith(".js"))
                    .map(path -> entry("/web/" + path, path)),
                Stream.of(
                    entry("preact", "vendor/preact.module.js"),
                    entry("preact/hooks", "vendor/hooks.module.js"),
                    entry("htm", "vendor/htm.module.js"),
                    entry("echarts", "vendor/echarts.esm.min.js")))
            .collect(Collectors.joining(","));
    importMap = "{\"imports\":{" + entries + "}}";
    importMapHash = Base64.getEncoder().encodeToString(sha256(importMap));
  }

  /** All that are on the class path. */
  static Assets read() {
    try {
      Path home = Path.of(Assets.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(home)) {
        return new Assets(below(home.resolve("web")));
      }
      try (FileSystem jar = FileSystems.newFileSystem(home, (ClassLoader) null)) {
        return new Assets(below(jar.getPath("/web")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the pages", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where the classes are is no place", e);
    }
  }

  private static Map<String, Asset> below(Path folder) throws IOException {
    Map<String, Asset> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(path);
        found.put(folder.relativize(path).toString(), new Asset(text, version(text)));
      }
    }
    return found;
  }

  Optional<Asset> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** A page's text with its import map, and with the addresses of what it names put right. */
  String page(Asset page) {
    String text = page.text();
    for (Map.Entry<String, Asset> file : files.entrySet()) {
      text = text.replace("\"/web/" + file.getKey() + "\"", "\"" + address(file.getKey()) + "\"");
    }
    return text.replace(
        "<!-- imports -->", "<script type=\"importmap\">" + importMap + "</script>");
  }

  /** What a page's policy must name for its import map to hold. */
  String importMapHash() {
    return importMapHash;
  }

  private String entry(String name, String path) {
    return "\"" + name + "\":\"" + address(path) + "\"";
  }

  private String address(String path) {
    Asset asset = files.get(path);
    if (asset == null) {
      throw new IllegalStateException("the pages lack " + path);
    }
    return "/web/" + path + "?v=" + asset.version();
  }

  private static String version(String text) {
    return HexFormat.of().formatHex(sha256(text)).substring(0, LETTERS);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
