package playhouse.local.stack;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/** The wait until everything that was accepted is in the lake. */
public record LakeWait(Settings settings, Progress progress) {

  /** Fails when {@code limit} has passed and events are still on their way. */
  public void untilEmpty(Duration limit) {
    Progress.Step step = progress.begin("lake");
    Lag lag = new Lag(settings.get(Setting.KAFKA));
    AtomicLong left = new AtomicLong();
    boolean empty =
        Await.until(
            limit,
            () -> {
              OptionalLong behind = lag.of(Lag.LAKE_WRITER);
              left.set(behind.orElse(-1));
              step.tell(
                  behind.isPresent() ? left.get() + " events to go" : "the broker does not answer");
              return left.get() == 0;
            });
    if (!empty) {
      step.done("still " + left.get() + " events to go");
      throw new LocalFailure(
          "the lake writer has not caught up within " + limit.toMinutes() + " minutes");
    }
    step.done("every accepted event is in the lake");
  }
}
