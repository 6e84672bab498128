package playhouse.serving.billing.fraud.seen;

import java.util.Locale;
import java.util.Optional;

/** A number that a payment is judged by. Windows slide; what a provider failed at is in none. */
public enum Feature {
  /** Bank answers to the person's attempts within a minute. */
  ATTEMPTS_PERSON_1M(true),
  /** The same within an hour. */
  ATTEMPTS_PERSON_1H(true),
  /** Different methods tried from the device within an hour, this one included. */
  METHODS_DEVICE_1H(true),
  /** The same within seven days. */
  METHODS_DEVICE_7D(true),
  /** Different methods tried from the network within an hour. */
  METHODS_IP_1H(true),
  /** Different methods that the person tried within a day. */
  METHODS_PERSON_24H(true),
  /** Refusals by banks from the device within an hour. */
  DECLINES_DEVICE_1H(true),
  /** The same within a day. */
  DECLINES_DEVICE_24H(true),
  /** Refusals by banks from the network within an hour. */
  DECLINES_IP_1H(true),
  /** Refusals of the person by banks within a day. */
  DECLINES_PERSON_24H(true),
  /** Refusals of the method by banks within a day. */
  DECLINES_METHOD_24H(true),
  /** People who paid from the device within a day. */
  PEOPLE_DEVICE_24H(true),
  /** People who were ever seen with the method. */
  PEOPLE_METHOD(true),
  /** People within two steps, over what few share. */
  LINKED_PEOPLE(true),
  /** Those of them who turned out to be frauds. */
  LINKED_FRAUDS(true),
  /** Amount in whole units of its currency. */
  AMOUNT(true),
  /** Hours since the person was seen first, 720 at most. */
  KNOWN_HOURS(true),
  /** 1 if something of it is watched. */
  WATCHED(false);

  private final boolean counted;

  Feature(boolean counted) {
    this.counted = counted;
  }

  /** As rules and answers name it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name. */
  public static Optional<Feature> of(String text) {
    for (Feature feature : values()) {
      if (feature.text().equals(text)) {
        return Optional.of(feature);
      }
    }
    return Optional.empty();
  }

  /** What a model is given for a value: of counts their logarithm, for the tenth says less. */
  public double scaled(double value) {
    return counted ? Math.log1p(Math.max(0, value)) : value;
  }
}
