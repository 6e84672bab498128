package playhouse.serving.advertising.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import playhouse.serving.advertising.breaks.Asked;
import playhouse.serving.advertising.breaks.FilledBreak;

class FilledOnceTest {
  private final AtomicInteger filled = new AtomicInteger();

  @Test
  void twoWhoAskAtOnceGetTheSame() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    FilledOnce once =
        new FilledOnce(
            tag -> {
              begun.countDown();
              await(go);
              return next();
            });
    AdTag tag = tag();
    CompletableFuture<FilledBreak> one = CompletableFuture.supplyAsync(() -> once.of(tag));
    await(begun);
    CompletableFuture<FilledBreak> other = CompletableFuture.supplyAsync(() -> once.of(tag));
    go.countDown();
    assertThat(other.join()).isSameAs(one.join());
    assertThat(filled).hasValue(1);
    assertThat(once.of(tag()).request()).isEqualTo("2");
  }

  @Test
  void whatFailsMayBeAskedForAgain() {
    AtomicInteger asked = new AtomicInteger();
    FilledOnce once =
        new FilledOnce(
            tag -> {
              if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("no database");
              }
              return next();
            });
    AdTag tag = tag();
    assertThatThrownBy(() -> once.of(tag)).hasRootCauseMessage("no database");
    assertThat(once.of(tag).request()).isEqualTo("1");
  }

  private FilledBreak next() {
    return new FilledBreak(
        Integer.toString(filled.incrementAndGet()),
        Optional.empty(),
        CurrencyUnit.EUR,
        List.of(),
        List.of(),
        Instant.EPOCH);
  }

  private static AdTag tag() {
    Asked asked = new Asked(null, "t", null, "pre-roll", 0L, null, null, null, null, null);
    return new AdTag(UUID.randomUUID(), asked, Optional.empty(), Optional.empty(), Instant.MAX);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
