package playhouse.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import playhouse.contracts.facts.AdReport;
import playhouse.contracts.facts.AlertRaised;
import playhouse.contracts.facts.AlertRule;
import playhouse.contracts.facts.Candidates;
import playhouse.contracts.facts.ConsentState;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.LiveKpi;
import playhouse.contracts.facts.ModelPointer;
import playhouse.contracts.facts.Prediction;
import playhouse.contracts.facts.Profile;
import playhouse.contracts.facts.Reject;

/**
 * Records the current schemas as new versions where they differ from the last recorded one. Run it
 * after a deliberate change of a contract; the compatibility check then judges the new version.
 */
public final class RecordSchemas {

  private RecordSchemas() {}

  /** Every record that stands on a topic by itself. */
  static List<Schema> onTopics() {
    List<Schema> schemas = new ArrayList<>();
    for (Family family : Family.values()) {
      schemas.add(family.schema());
    }
    schemas.add(Reject.getClassSchema());
    schemas.add(LiveFeatures.getClassSchema());
    schemas.add(Profile.getClassSchema());
    schemas.add(Prediction.getClassSchema());
    schemas.add(ExperimentStatistics.getClassSchema());
    schemas.add(Candidates.getClassSchema());
    schemas.add(ModelPointer.getClassSchema());
    schemas.add(ConsentState.getClassSchema());
    schemas.add(LiveKpi.getClassSchema());
    schemas.add(AlertRule.getClassSchema());
    schemas.add(AlertRaised.getClassSchema());
    schemas.add(AdReport.getClassSchema());
    return schemas;
  }

  /** Argument: the folder of recorded schemas, src/main/resources/schemas. */
  public static void main(String[] arguments) throws IOException {
    for (Schema schema : onTopics()) {
      Path folder = Path.of(arguments[0], schema.getName().toLowerCase(Locale.ROOT));
      Files.createDirectories(folder);
      int versions = 0;
      while (Files.exists(folder.resolve(versions + 1 + ".avsc"))) {
        versions++;
      }
      String text = SchemaFormatter.format("json/pretty", schema) + "\n";
      Path last = folder.resolve(versions + ".avsc");
      if (versions == 0 || !Files.readString(last).equals(text)) {
        Files.writeString(folder.resolve(versions + 1 + ".avsc"), text);
      }
    }
  }
}
