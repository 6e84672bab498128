package playhouse.models.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import playhouse.models.anomaly.NabScore;
import playhouse.models.anomaly.NabSeries;
import playhouse.models.files.BadFile;
import playhouse.models.files.Table;
import playhouse.models.files.Texts;

/** What is unusual in series of numbers; the detector learns as it goes and needs no training. */
record AnomalyTask() implements Task {

  @Override
  public String name() {
    return "anomaly";
  }

  @Override
  public String usage() {
    return "--test: NAB's CSV or a folder of them; --windows (or --train): its JSON of windows";
  }

  @Override
  public Set<String> options() {
    return Set.of("--windows");
  }

  /** The score is of all series together that the windows name and that are there. */
  @Override
  public void run(Options options, Report report, Notes notes) {
    Path test = options.test().orElseGet(() -> Path.of(options.need("--test")));
    if (!Files.exists(test)) {
      throw new BadFile("there is no file or folder " + test);
    }
    JsonNode windows = json(windows(options, test));
    List<NabScore.Scored> corpus = new ArrayList<>();
    int labels = 0;
    for (Map.Entry<String, JsonNode> entry : windows.properties()) {
      Optional<Path> file = series(test, entry.getKey());
      if (file.isPresent()) {
        corpus.add(scored(entry.getKey(), file.get(), entry.getValue()));
        labels += entry.getValue().size();
      }
    }
    if (labels == 0) {
      throw new BadFile("the windows name no series of " + test + " with a window");
    }
    NabScore.Result result = NabScore.of(corpus);
    notes.say(corpus.size() + " series, " + labels + " windows; alarms from " + result.threshold());
    report.put("nabScore", result.normalised());
  }

  private static NabScore.Scored scored(String name, Path file, JsonNode labels) {
    NabSeries series = NabSeries.of(Table.read(file));
    List<NabScore.Window> windows = new ArrayList<>();
    for (JsonNode label : labels) {
      windows.add(series.window(label.path(0).asText(), label.path(1).asText()));
    }
    return new NabScore.Scored(name, series.scores(), windows);
  }

  /** Wherever it was named; else the one that lies with the series. */
  private static Path windows(Options options, Path test) {
    Optional<String> named = options.find("--windows");
    if (named.isEmpty()) {
      named = options.find("--train").filter(name -> name.contains(".json"));
    }
    if (named.isPresent()) {
      return Path.of(named.get());
    }
    Path folder = Files.isDirectory(test) ? test : test.toAbsolutePath().resolveSibling("");
    return Stream.of("windows.json", "combined_windows.json")
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new Misuse("--windows is missing"));
  }

  /** The file of a series, plain or packed: below the folder, or the one file that was named. */
  private static Optional<Path> series(Path test, String name) {
    if (Files.isDirectory(test)) {
      return Stream.of(name, name + ".gz")
          .map(test::resolve)
          .filter(Files::isRegularFile)
          .findFirst();
    }
    String last = name.substring(name.lastIndexOf('/') + 1);
    String own = String.valueOf(test.getFileName());
    return own.equals(last) || own.equals(last + ".gz") ? Optional.of(test) : Optional.empty();
  }

  private static JsonNode json(Path file) {
    try (Reader reader = Texts.open(file)) {
      return new ObjectMapper().readTree(reader);
    } catch (JsonProcessingException e) {
      throw new BadFile(file + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new BadFile("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
