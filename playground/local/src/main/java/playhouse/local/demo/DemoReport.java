package playhouse.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import playhouse.local.process.LocalFailure;

/**
 * What the tour saw, as it is written to demo.json.
 *
 * @param families what became of the events of this tour
 * @param kpis the house's values beside the truth
 * @param liveValues how many values told live were compared with the truth
 * @param recommendations for a few people
 * @param stages seconds of each part
 * @param peakRssMb the most memory that all processes together held
 */
record DemoReport(
    List<Tally.OfFamily> families,
    List<KpiCheck.Compared> kpis,
    int liveValues,
    List<Recommender.Recommended> recommendations,
    List<Stages.Stage> stages,
    long peakRssMb) {

  void write(Path file) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.write(
          draft, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalFailure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
