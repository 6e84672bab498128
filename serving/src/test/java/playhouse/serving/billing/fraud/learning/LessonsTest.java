package playhouse.serving.billing.fraud.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.platform.store.ServicesDatabase;

/** Weights that are learnt by the clock. */
class LessonsTest {
  private final HandClock clock = new HandClock(Instant.parse("2027-03-01T00:00:00Z"));
  private ServicesDatabase database;
  private Lessons lessons;

  @BeforeEach
  void open() {
    database = EmptyServices.open();
    lessons = new Lessons(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aModelIsLearntOnceADayWhenMoreIsKnownAndScoresOnlyWhenSomebodySaysSo() {
    assertThat(lessons.learn()).as("too little is known").isZero();
    known(80);
    assertThat(lessons.learn()).as("not yet").isZero();
    clock.forward(Duration.ofDays(1));
    assertThat(lessons.learn()).isEqualTo(1);
    assertThat(lessons.learn()).isZero();
    clock.forward(Duration.ofDays(1));
    assertThat(lessons.learn()).as("nothing new").isZero();
    known(10);
    clock.forward(Duration.ofDays(1));
    assertThat(lessons.learn()).isEqualTo(1);
    List<ModelStore.Kept> models = database.read(ModelStore::newest);
    assertThat(models).extracting(ModelStore.Kept::who).containsExactly("schedule", "schedule");
    assertThat(models).noneMatch(ModelStore.Kept::active);
    assertThat(database.read(ModelStore::active)).isEqualTo(Model.PRIOR);
  }

  @Test
  void whoDiesWhileLearningLeavesItToBeDoneAgain() {
    known(80);
    database.write(tx -> LessonStore.claim(tx, clock.instant(), Duration.ofMinutes(15)));
    assertThat(lessons.learn()).as("somebody else is at it").isZero();
    clock.forward(Duration.ofMinutes(15));
    assertThat(lessons.learn()).isEqualTo(1);
  }

  /** So many payments turn out to be what they were, a third of them frauds. */
  private void known(int many) {
    for (int i = 0; i < many; i++) {
      UUID payment = UUID.randomUUID();
      boolean fraud = i % 3 == 0;
      Instant at = clock.instant().minus(Duration.ofDays(20));
      database.write(
          tx -> {
            tx.execute(
                """
                insert into billing.fraud_decision (payment, attempt, person, at, currency, amount,
                  verdict, score, reasons, shadow, model, features, control)
                values (?, 1, ?, ?, 'USD', 9.99, 'allow', 0.1, '', '', 'test', ?::jsonb, false)""",
                payment,
                UUID.randomUUID(),
                java.sql.Timestamp.from(at),
                fraud ? "{\"declines_device_1h\": 5}" : "{\"declines_device_1h\": 0}");
            LabelStore.add(tx, payment, LabelStore.Source.CHARGEBACK, fraud, "bank", at);
            return true;
          });
    }
  }
}
