package playhouse.local.verify.training;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import playhouse.contracts.facts.Account;
import playhouse.contracts.facts.AccountVerified;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Payment;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackStart;
import playhouse.contracts.facts.PlaybackStop;
import playhouse.contracts.facts.Subscription;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.contracts.facts.SubscriptionStarted;

/**
 * People of a small town, made up by a seed: they register, most subscribe, and whoever watches
 * less is likelier to leave. They watch one series after another, each in its order.
 *
 * @param begin midnight of its first day
 * @param currency of what they pay, ISO 4217
 */
record Town(long seed, Instant begin, String currency) {
  private static final int SERIES = 6;
  private static final int EPISODES = 12;
  private static final long RUNTIME = Duration.ofMinutes(50).toMillis();
  private static final int PRICE_MICROS = 9_000_000;
  private static final int MINUTES_A_DAY = 24 * 60;

  /** Tells of the people of these numbers, up to the end of so many days. */
  void tell(FactPost post, int from, int until, int days) {
    for (int number = from; number < until; number++) {
      new Life(post, number, days).tell();
    }
  }

  /** One person's. */
  private final class Life {
    private final FactPost post;
    private final String name;
    private final UUID person;
    private final Random random;
    private final int days;
    private int told;

    Life(FactPost post, int number, int days) {
      this.post = post;
      this.name = "town-" + seed + "-" + number;
      this.random = new Random(seed * 1_000_003 + number);
      this.person = new UUID(random.nextLong(), random.nextLong());
      this.days = days;
    }

    void tell() {
      double joined = random.nextDouble() * 12;
      double keen = random.nextDouble();
      boolean pays = random.nextInt(5) > 0;
      double left = pays ? joined + 15 + random.nextDouble() * 110 * (0.3 + 2 * keen) : days;
      registered(joined);
      if (pays) {
        subscribed(joined + 0.01, left);
      }
      int episode = random.nextInt(SERIES * EPISODES);
      for (double at = joined + 0.1;
          at < days - 1;
          at += 0.4 + random.nextDouble() * 7 * (1.2 - keen)) {
        if (at < left - 15 || random.nextInt(4) == 0) {
          watched(at, "town:" + episode);
          episode = (episode + 1) % (SERIES * EPISODES);
        }
      }
    }

    private void registered(double day) {
      Envelope envelope = envelope(day, 0);
      post.send(
          Account.newBuilder()
              .setEnvelope(envelope)
              .setType("account.verified")
              .setAccountVerified(new AccountVerified("organic", "email"))
              .build());
    }

    private void subscribed(double day, double left) {
      Envelope began = envelope(day, 0);
      post.send(
          Subscription.newBuilder()
              .setEnvelope(began)
              .setType("subscription.started")
              .setSubscriptionStarted(
                  new SubscriptionStarted(name, "standard", (long) PRICE_MICROS, currency, 30, 0))
              .build());
      Envelope paid = envelope(day, 1);
      post.send(
          Payment.newBuilder()
              .setEnvelope(paid)
              .setType("payment.captured")
              .setPaymentCaptured(
                  PaymentCaptured.newBuilder()
                      .setPayment(name)
                      .setSubscription(name)
                      .setPurpose("subscription")
                      .setMethod("card")
                      .setAmountMicros(PRICE_MICROS)
                      .setTaxMicros(0)
                      .setCurrency(currency)
                      .build())
              .build());
      if (left < days) {
        Envelope ended = envelope(left, 0);
        post.send(
            Subscription.newBuilder()
                .setEnvelope(ended)
                .setType("subscription.ended")
                .setSubscriptionEnded(new SubscriptionEnded(name, true))
                .build());
      }
    }

    private void watched(double day, String title) {
      String play = name + "-" + told;
      long seen = (long) (RUNTIME * (0.2 + 0.8 * random.nextDouble()));
      Envelope began = envelope(day, 0);
      post.send(
          Playback.newBuilder()
              .setEnvelope(began)
              .setType("playback.start")
              .setPlaybackStart(
                  PlaybackStart.newBuilder()
                      .setPlay(play)
                      .setTitle(title)
                      .setRuntimeMillis(RUNTIME)
                      .setPositionMillis(0)
                      .setAutoplay(false)
                      .setMuted(false)
                      .build())
              .build());
      Envelope went = envelope(day, seen / 1000);
      post.send(
          Playback.newBuilder()
              .setEnvelope(went)
              .setType("playback.heartbeat")
              .setPlaybackHeartbeat(
                  PlaybackHeartbeat.newBuilder()
                      .setPlay(play)
                      .setTitle(title)
                      .setRuntimeMillis(RUNTIME)
                      .setFromMillis(0)
                      .setToMillis(seen)
                      .setPlayedMillis(seen)
                      .setStartupMillis(400L)
                      .build())
              .build());
      Envelope over = envelope(day, seen / 1000 + 1);
      post.send(
          Playback.newBuilder()
              .setEnvelope(over)
              .setType("playback.stop")
              .setPlaybackStop(
                  PlaybackStop.newBuilder()
                      .setPlay(play)
                      .setTitle(title)
                      .setPositionMillis(seen)
                      .setStartupMillis(400L)
                      .setReason(seen > RUNTIME * 9 / 10 ? "completed" : "left")
                      .build())
              .build());
    }

    private Envelope envelope(double day, long seconds) {
      Instant at =
          begin.plus(Duration.ofMinutes((long) (day * MINUTES_A_DAY))).plusSeconds(seconds);
      return Envelope.newBuilder()
          .setId(name + "/" + told++)
          .setSource("/town")
          .setPerson(person)
          .setOccurred(at)
          .setSent(at)
          .setReceived(at.plusSeconds(1))
          .setBackfill(true)
          .setCountry(random.nextBoolean() ? "DE" : "CN")
          .setPlatform(random.nextBoolean() ? "tv" : "web")
          .build();
    }
  }
}
