package playhouse.models.factory;

import playhouse.models.features.Life;
import playhouse.models.features.Moments;
import playhouse.models.features.Stretches;

/** Whether somebody who pays for a subscription will not do so 30 days later. */
public record Churn() implements Question {
  @Override
  public String name() {
    return "churn";
  }

  @Override
  public String meaning() {
    return "Of people with a subscription that is paid for and current: whether 30 days later they"
        + " have none, be it ended or resting. Who left and came back by then stayed.";
  }

  @Override
  public boolean asked(Life life, long atMicros) {
    return Stretches.any(life, atMicros, Stretches.PAID);
  }

  @Override
  public boolean came(Life life, long atMicros) {
    return !Stretches.any(life, atMicros + Moments.micros(horizon()), Stretches.PAID);
  }
}
