package playhouse.models.tagging.frames;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import playhouse.models.tagging.Evidence;
import playhouse.models.tagging.Passage;
import playhouse.models.tagging.Suggestion;

/**
 * Tells from measures of pictures how a clip looks and moves. It says nothing of what is seen, and
 * what is written in pictures only that there is much of it: that leads to no topic.
 *
 * <p>Limits were set by hand and held against clips that were made for it, not against films that
 * people looked at.
 */
public final class FrameTagger {
  /** Its name in facts. */
  public static final String MODEL = "frames-1";

  /** A clip of fewer pictures says little. */
  private static final int FEW = 20;

  private static final int MOST_SPANS = 3;
  private static final double FAST_CUTS_A_MINUTE = 30;
  private static final double SLOW_CUTS_A_MINUTE = 3;
  private static final long LONG_MILLIS = 30_000;

  /** A tag that holds if so large a share of the pictures is so. */
  private record Look(
      String tag,
      double share,
      Predicate<FrameMeasures> holds,
      String measure,
      ToDoubleFunction<FrameMeasures> value) {}

  private static final List<Look> LOOKS =
      List.of(
          new Look("look:dark", 0.6, one -> one.luma() < 0.2, "brightness", FrameMeasures::luma),
          new Look("look:bright", 0.6, one -> one.luma() > 0.7, "brightness", FrameMeasures::luma),
          new Look(
              "look:black-and-white",
              0.95,
              one -> one.chroma() < 0.03,
              "colour",
              FrameMeasures::chroma),
          new Look(
              "look:colourful", 0.6, one -> one.chroma() > 0.4, "colour", FrameMeasures::chroma));

  private static final Look WRITTEN =
      new Look("look:text-heavy", 0.4, FrameMeasures::text, "writing", one -> one.text() ? 1 : 0);
  private static final Look STILL =
      new Look("look:slides", 0.8, one -> one.change() < 0.003, "change", FrameMeasures::change);
  private static final Look MOVING =
      new Look("pace:moving", 0.6, one -> one.change() > 0.05, "change", FrameMeasures::change);

  /** Tags that fit a clip, the surest first. */
  public List<Suggestion> tag(List<FrameMeasures> frames) {
    List<Suggestion> tags = new ArrayList<>();
    List<FrameMeasures> seen =
        frames.stream().filter(one -> !one.text() && one.luma() > 0.02).toList();
    LOOKS.forEach(look -> share(look, seen, frames.size()).ifPresent(tags::add));
    share(WRITTEN, frames, frames.size()).ifPresent(tags::add);
    List<FrameMeasures> after = frames.subList(Math.min(1, frames.size()), frames.size());
    share(STILL, after, frames.size()).ifPresent(tags::add);
    share(MOVING, after.stream().filter(one -> !one.cut()).toList(), frames.size())
        .ifPresent(tags::add);
    pace(frames).ifPresent(tags::add);
    tags.sort(
        Comparator.comparingDouble(Suggestion::confidence)
            .reversed()
            .thenComparing(Suggestion::tag));
    return tags;
  }

  /** Of those pictures that can show it, of all that there are. */
  private static Optional<Suggestion> share(Look look, List<FrameMeasures> some, int all) {
    long holding = some.stream().filter(look.holds()).count();
    if (holding == 0 || holding < look.share() * some.size() || some.size() < all * 0.5) {
      return Optional.empty();
    }
    double share = (double) holding / some.size();
    double above = (share - look.share()) / Math.max(1e-9, 1 - look.share());
    double confidence = (0.6 + 0.35 * above) * Math.min(1, (double) some.size() / FEW);
    return Optional.of(new Suggestion(look.tag(), confidence, spans(look, some)));
  }

  /** The longest runs in which it holds. */
  private static List<Evidence> spans(Look look, List<FrameMeasures> frames) {
    List<Evidence> runs = new ArrayList<>();
    for (int from = 0, to; from < frames.size(); from = to) {
      to = from + 1;
      if (!look.holds().test(frames.get(from))) {
        continue;
      }
      while (to < frames.size() && look.holds().test(frames.get(to))) {
        to++;
      }
      double mean =
          frames.subList(from, to).stream().mapToDouble(look.value()).average().orElseThrow();
      long last = frames.get(to - 1).atMillis();
      runs.add(
          seen(
              look.tag(),
              String.format(Locale.ROOT, "%s %.3f", look.measure(), mean),
              frames.get(from).atMillis(),
              to < frames.size() ? frames.get(to).atMillis() : last + 1));
    }
    runs.sort(Comparator.comparingLong(FrameTagger::length).reversed());
    return runs.stream().limit(MOST_SPANS).toList();
  }

  private static long length(Evidence run) {
    return run.span().map(span -> span.toMillis() - span.fromMillis()).orElse(0L);
  }

  private static Optional<Suggestion> pace(List<FrameMeasures> frames) {
    if (frames.size() < 2) {
      return Optional.empty();
    }
    long from = frames.get(0).atMillis();
    long to = frames.get(frames.size() - 1).atMillis();
    long cuts = frames.stream().filter(FrameMeasures::cut).count();
    double minutes = (to - from) / 60_000.0;
    double rate = cuts / Math.max(1e-9, minutes);
    String words = String.format(Locale.ROOT, "%d cuts, %.1f a minute", cuts, rate);
    if (cuts >= 3 && rate >= FAST_CUTS_A_MINUTE) {
      double sure = Math.min(0.95, 0.6 + 0.35 * (rate / FAST_CUTS_A_MINUTE - 1));
      return Optional.of(paced("pace:fast-cut", sure, words, from, to));
    }
    boolean moves = frames.stream().filter(one -> one.change() > 0.003).count() * 2 > frames.size();
    if (to - from >= LONG_MILLIS && rate <= SLOW_CUTS_A_MINUTE && moves) {
      return Optional.of(paced("pace:slow", 0.7, words, from, to));
    }
    return Optional.empty();
  }

  private static Suggestion paced(String tag, double sure, String words, long from, long to) {
    return new Suggestion(tag, sure, List.of(seen(tag, words, from, to)));
  }

  private static Evidence seen(String tag, String words, long from, long to) {
    return new Evidence(
        "frames", "frames:" + tag, words, -1, Optional.of(new Passage.Span(from, to)));
  }
}
