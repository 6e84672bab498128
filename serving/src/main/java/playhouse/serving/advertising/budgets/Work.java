package playhouse.serving.advertising.budgets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import playhouse.serving.advertising.orders.LineItem;

/** Something that waits for the next transaction. */
sealed interface Work {
  /** Who waits for it. */
  CompletableFuture<?> answer();

  /** Money and turns for a break. */
  record Hold(
      Purse.Occasion occasion, List<Purse.Wish> wishes, CompletableFuture<List<Purse.Wish>> answer)
      implements Work {}

  /**
   * Something that was told of an impression.
   *
   * @param pays what is paid for by it; empty if it began to show
   */
  record Notice(
      UUID impression,
      Optional<LineItem.Pricing> pays,
      Instant now,
      CompletableFuture<Purse.Booked> answer)
      implements Work {}

  /** It will not be shown. */
  record Release(UUID impression, CompletableFuture<Boolean> answer) implements Work {}
}
