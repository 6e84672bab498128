package playhouse.models.factory;

import playhouse.models.features.Fact;
import playhouse.models.features.Kind;
import playhouse.models.features.Life;
import playhouse.models.features.Moments;
import playhouse.models.features.Stretches;

/** Whether somebody who never paid an invoice will pay one within 30 days. */
public record Conversion() implements Question {
  @Override
  public String name() {
    return "conversion";
  }

  @Override
  public String meaning() {
    return "Of people with a verified account, no paid subscription and no invoice paid so far:"
        + " whether they pay one that is above nothing within 30 days.";
  }

  @Override
  public boolean asked(Life life, long atMicros) {
    return !life.until(Kind.REGISTERED, atMicros).isEmpty()
        && !Stretches.any(life, atMicros, Stretches.PAID)
        && life.until(Kind.INVOICE_PAID, atMicros).stream().noneMatch(Conversion::worth);
  }

  @Override
  public boolean came(Life life, long atMicros) {
    return life.between(Kind.INVOICE_PAID, atMicros, atMicros + Moments.micros(horizon())).stream()
        .anyMatch(Conversion::worth);
  }

  private static boolean worth(Fact paid) {
    return paid.amount() > 0;
  }
}
