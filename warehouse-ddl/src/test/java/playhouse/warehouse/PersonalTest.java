package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import playhouse.warehouse.Personal.Treatment;

class PersonalTest {
  private final Personal personal = new Personal();

  @Test
  void every_column_that_may_tell_of_people_has_been_thought_of() {
    List<String> forgotten = new ArrayList<>();
    for (LakeTable table : LakeTable.all()) {
      for (LakeTable.Column column : table.columns()) {
        if (personal.mustBeTold(table, column) && personal.told(column.name()).isEmpty()) {
          forgotten.add(table.name() + "." + column.name());
        }
      }
    }
    assertThat(forgotten).as("say in personal.txt how analysts get them").isEmpty();
  }

  @Test
  void a_new_column_that_sounds_personal_must_be_told_of_and_is_hidden_until_then() {
    for (String name : List.of("email", "client_ip", "birth_day", "message_text", "user")) {
      LakeTable.Column column = new LakeTable.Column(name, "STRING", "New.");
      LakeTable table = new LakeTable("ops.new", List.of(column), "", "New.");
      assertThat(personal.mustBeTold(table, column)).as(name).isTrue();
      assertThat(personal.of(table, column)).as(name).isEqualTo(Treatment.WORDS);
    }
  }

  @Test
  void a_new_text_beside_a_person_must_be_told_of_whatever_its_name() {
    LakeTable.Column person = new LakeTable.Column("person", "STRING", "Whose.");
    LakeTable.Column mood = new LakeTable.Column("mood", "STRING", "New.");
    LakeTable.Column joys = new LakeTable.Column("joys", "BIGINT", "New.");
    LakeTable table = new LakeTable("core.moods", List.of(person, mood, joys), "", "New.");
    assertThat(personal.mustBeTold(table, mood)).isTrue();
    assertThat(personal.of(table, mood)).isEqualTo(Treatment.WORDS);
    assertThat(personal.of(table, joys)).isEqualTo(Treatment.PLAIN);
  }

  @Test
  void ids_are_hashed_only_where_they_lead_to_people() {
    LakeTable plays = LakeTable.of("core.plays").orElseThrow();
    LakeTable slots = LakeTable.of("core.ad_slots").orElseThrow();
    assertThat(personal.of(plays, column(plays, "play"))).isEqualTo(Treatment.TRACE);
    assertThat(personal.of(plays, column(plays, "person"))).isEqualTo(Treatment.PERSON);
    assertThat(personal.of(slots, column(slots, "id"))).isEqualTo(Treatment.PLAIN);
  }

  private static LakeTable.Column column(LakeTable table, String name) {
    return table.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
