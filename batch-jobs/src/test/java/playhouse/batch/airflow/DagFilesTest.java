package playhouse.batch.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import playhouse.batch.Job;
import playhouse.batch.Jobs;

class DagFilesTest {
  private static final Path DAGS = Path.of("airflow/dags");
  private static final Pattern WORD = Pattern.compile("\"([a-z][a-z-]+)\"");

  @Test
  void every_job_of_a_night_stands_in_a_dag() throws IOException {
    Set<String> left = new TreeSet<>(Jobs.all().inOrder().stream().map(Job::name).toList());
    left.removeAll(Jobs.all().ofCore().stream().map(Job::name).toList());
    Set<String> named = words("nightly.py");
    assertThat(named).as("the core jobs, by their common name").contains("core");
    left.removeAll(named);
    words("retrain.py").forEach(model -> left.remove("train-" + model));
    left.removeAll(words("table-care.py"));
    assertThat(left).as("jobs that no DAG runs").isEmpty();
  }

  private static Set<String> words(String file) throws IOException {
    Set<String> words = new TreeSet<>();
    Matcher found = WORD.matcher(Files.readString(DAGS.resolve(file)));
    while (found.find()) {
      words.add(found.group(1));
    }
    return words;
  }
}
