package playhouse.local.verify.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import playhouse.contracts.Setting;
import playhouse.local.demo.Spark;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;
import playhouse.local.verify.Check;

/** {@code retrain}, each time in a process of its own, and the artifacts that it leaves. */
record Learning(House house, Progress progress, Spark spark) {
  private static final Pattern TOLD = Pattern.compile("version (\\w+) \\(sha256 ([0-9a-f]{64})\\)");
  private static final String MODEL = "model.bin";

  /** A model as {@code retrain} tells of it. */
  record Learnt(String model, String version, String sha256) {
    @Override
    public String toString() {
      return model + " " + version;
    }
  }

  /** Learns it. */
  Learnt learn(String model, String... options) {
    List<String> line = new ArrayList<>(List.of("retrain", model, "--json"));
    line.addAll(List.of(options));
    Progress.Step step = progress.begin("retrain");
    List<ObjectNode> answers = new ArrayList<>();
    spark.ask("retrain", line, answers::add);
    String detail = answers.get(answers.size() - 1).path("detail").asText();
    Matcher told = TOLD.matcher(detail);
    if (!told.find()) {
      throw new LocalFailure("retrain " + model + " says no version: " + detail);
    }
    step.done(model + " " + detail);
    return new Learnt(model, told.group(1), told.group(2));
  }

  /** Takes the artifacts away: what is learnt again is stored again. */
  void forget(List<Learnt> models) {
    for (Learnt model : models) {
      try (Stream<Path> files = Files.list(folder(model))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
        Files.delete(folder(model));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Adds a time to an artifact. */
  void stamp(Learnt model, Instant now) {
    try {
      Files.writeString(folder(model).resolve(MODEL), now.toString(), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each artifact's bytes have the hash that was told. */
  Check artifacts(List<Learnt> models) {
    List<String> faults = new ArrayList<>();
    for (Learnt model : models) {
      String sha256 = sha256(folder(model).resolve(MODEL));
      if (!sha256.equals(model.sha256())) {
        faults.add(model + ": the artifact's hash is " + sha256);
      }
    }
    return Check.of("artifacts are what is told", models.size(), faults);
  }

  private Path folder(Learnt model) {
    return Path.of(URI.create(house.settings().get(Setting.MODELS)))
        .resolve(model.model())
        .resolve(model.version());
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
