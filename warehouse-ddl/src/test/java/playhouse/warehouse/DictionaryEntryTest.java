package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DictionaryEntryTest {
  private static final List<String> TABLES = LakeTable.all().stream().map(LakeTable::name).toList();

  @Test
  void every_table_has_one_entry_and_no_entry_is_about_another() {
    assertThat(DictionaryEntry.all())
        .extracting(DictionaryEntry::table)
        .filteredOn(name -> !name.startsWith("raw."))
        .containsExactlyInAnyOrderElementsOf(TABLES);
  }

  @Test
  void a_table_is_made_of_tables_there_are() {
    assertThat(DictionaryEntry.all())
        .flatExtracting(DictionaryEntry::madeOf)
        .filteredOn(name -> !name.startsWith("raw.") && !name.equals("core.*"))
        .isSubsetOf(TABLES);
  }

  @Test
  void what_a_table_is_made_of_in_the_end_is_raw() {
    assertThat(DictionaryEntry.raw(List.of("core.people", "core.days")))
        .containsExactly("raw.account", "raw.payment", "raw.playback");
  }

  @Test
  void its_question_is_about_it() {
    assertThat(DictionaryEntry.all())
        .allSatisfy(entry -> assertThat(entry.query()).contains("FROM " + entry.table()));
  }
}
