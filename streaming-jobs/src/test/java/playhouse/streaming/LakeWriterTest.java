package playhouse.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import playhouse.contracts.Family;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LakeWriterTest {

  private LakeHome lake = new LakeHome();

  @BeforeAll
  void start() {
    lake.start();
  }

  @AfterAll
  void stop() {
    lake.close();
  }

  @Test
  void everyEventIsInTheLakeOnceHoweverOftenItCame() {
    Instant now = Instant.now();
    try (Door door = lake.door()) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
          door.send(Door.rating("once-" + i, new UUID(1, i % 50), now.minusSeconds(i), now));
        }
      }
    }
    lake.awaitInLake();
    List<Record> rows = lake.rows(Family.INTERACTION);
    assertThat(rows).hasSize(1000);
    assertThat(rows).extracting(row -> row.getField("id")).doesNotHaveDuplicates();
  }
}
