package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.DayJob;
import playhouse.batch.core.HistoryJob;
import playhouse.batch.core.Input;
import playhouse.warehouse.DictionaryEntry;

/** The dictionary says of a table that it is made of what its job reads. */
class DictionaryTest {
  @Test
  void a_table_is_made_of_what_its_job_reads() {
    Map<String, Set<String>> told =
        DictionaryEntry.all().stream()
            .collect(
                Collectors.toMap(DictionaryEntry::table, entry -> new TreeSet<>(entry.madeOf())));
    Map<String, Set<String>> read = new TreeMap<>();
    for (Job job : Jobs.all().inOrder()) {
      if (job instanceof DayJob day) {
        read.put(
            day.output(),
            day.inputs().stream().map(Input::table).collect(Collectors.toCollection(TreeSet::new)));
      } else if (job instanceof HistoryJob history) {
        read.put(history.output(), new TreeSet<>(history.inputs()));
      } else if (job instanceof CasesJob cases) {
        read.put(cases.output(), new TreeSet<>(cases.inputs()));
      }
    }
    assertThat(read).hasSizeGreaterThan(35);
    assertThat(told).containsAllEntriesOf(read);
  }
}
