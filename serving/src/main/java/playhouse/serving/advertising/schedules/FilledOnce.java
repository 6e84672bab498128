package playhouse.serving.advertising.schedules;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import playhouse.serving.advertising.breaks.FilledBreak;

/** Breaks by their tags: a player that asks again gets the same ads, and nothing is held twice. */
final class FilledOnce {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MOST = 50_000;

  private final Function<AdTag, FilledBreak> filling;
  private final Cache<UUID, CompletableFuture<FilledBreak>> filled =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  FilledOnce(Function<AdTag, FilledBreak> filling) {
    this.filling = filling;
  }

  /** Waits if somebody else has it filled now; what fails may be asked for again. */
  FilledBreak of(AdTag tag) {
    CompletableFuture<FilledBreak> mine = new CompletableFuture<>();
    CompletableFuture<FilledBreak> before = filled.asMap().putIfAbsent(tag.id(), mine);
    if (before != null) {
      return before.join();
    }
    try {
      mine.complete(filling.apply(tag));
    } catch (RuntimeException e) {
      filled.invalidate(tag.id());
      mine.completeExceptionally(e);
    }
    return mine.join();
  }
}
