package playhouse.local.stack;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import playhouse.contracts.Setting;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/** The wait until everything that was accepted is in the lake. */
public record LakeWait(House house, Progress progress) {

  private static final String WRITER = "flink";

  /**
   * Fails when the lake writer is not there, or when {@code limit} has passed and events are still
   * on their way.
   */
  public void untilEmpty(Duration limit) {
    Progress.Step step = progress.begin("lake");
    Lag lag = new Lag(house.settings().get(Setting.KAFKA));
    AtomicLong left = new AtomicLong();
    boolean empty =
        Await.until(
            limit,
            () -> {
              OptionalLong behind = lag.of(Lag.LAKE_WRITER);
              left.set(behind.orElse(-1));
              step.tell(
                  behind.isPresent() ? left.get() + " events to go" : "the broker does not answer");
              return left.get() == 0 || !house.processes().alive(WRITER);
            });
    if (left.get() != 0 && !house.processes().alive(WRITER)) {
      step.done(WRITER + " has ended");
      throw new LocalFailure(
          WRITER
              + " has ended, so nothing reaches the lake; its log is "
              + house.processes().log(WRITER).path()
              + "; ./playhouse up starts it again");
    }
    if (!empty) {
      step.done("still " + left.get() + " events to go");
      throw new LocalFailure(
          "the lake writer has not caught up within " + limit.toMinutes() + " minutes");
    }
    step.done("every accepted event is in the lake");
  }
}
