package playhouse.serving.personalisation.texts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.models.text.SentenceEncoder;
import playhouse.serving.personalisation.titles.Titles;

/**
 * Which titles are about the same, by what is written of them. One thread in the background reads
 * texts as they come, a millisecond or two each, and looks for neighbours when somebody asked:
 * until then, and where there is no text, there are none.
 */
public final class TextVectors implements Titles.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TextVectors.class);
  private static final int NEIGHBOURS = 60;
  private static final int MOST_ASKED = 20_000;
  private static final int MOST_WAITING = 200_000;
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private final Map<String, TextSpace> spaces = new ConcurrentHashMap<>();
  private final Map<String, Function<String, float[]>> encoders = new ConcurrentHashMap<>();
  private final Function<String, Function<String, float[]>> load;
  private final Map<String, String> languages = new ConcurrentHashMap<>();
  private final Cache<String, List<TextSpace.Near>> neighbours =
      Caffeine.newBuilder().maximumSize(MOST_ASKED).expireAfterWrite(GOOD_FOR).build();
  private final Map<String, Boolean> asked = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor worker;

  /** A title about the same as another. */
  public record Near(String title, double likeness) {}

  /** With the encoders that come with the program; they are loaded for the first text. */
  public TextVectors() {
    this(
        language ->
            (language.equals("zh") ? SentenceEncoder.chinese() : SentenceEncoder.english())
                ::vector);
  }

  /**
   * With encoders of one's own.
   *
   * @param load the encoder of a language, {@code zh} or {@code en}: of a text a vector of length 1
   */
  TextVectors(Function<String, Function<String, float[]>> load) {
    this.load = load;
    worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            TextVectors::thread);
    worker.setRejectedExecutionHandler((work, pool) -> LOG.debug("A text is not read: too many"));
  }

  @Override
  public void offered(TitleUpserted title) {
    String synopsis = title.getSynopsis();
    if (synopsis == null || synopsis.isBlank()) {
      withdrawn(title.getTitle());
      return;
    }
    String id = title.getTitle();
    String text = text(title, synopsis);
    worker.execute(() -> guarded(id, () -> read(id, text)));
  }

  @Override
  public void withdrawn(String title) {
    worker.execute(() -> guarded(title, () -> forget(title)));
  }

  /** Titles about the same, nearest first; empty if that is not known, or not known yet. */
  public List<Near> near(String title) {
    List<TextSpace.Near> known = neighbours.getIfPresent(title);
    if (known == null) {
      if (languages.containsKey(title) && asked.putIfAbsent(title, true) == null) {
        worker.execute(() -> guarded(title, () -> look(title)));
      }
      return List.of();
    }
    return known.stream().map(near -> new Near(near.title(), near.likeness())).toList();
  }

  /** How many texts are known. */
  public int size() {
    return languages.size();
  }

  /** How much is to be done yet. */
  public int waiting() {
    return worker.getQueue().size();
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }

  private static String text(TitleUpserted title, String synopsis) {
    List<String> parts = new ArrayList<>(List.of(title.getName()));
    parts.addAll(title.getGenres());
    parts.add(synopsis);
    return String.join(". ", parts);
  }

  private void read(String title, String text) {
    String language = SentenceEncoder.isChinese(List.of(text)) ? "zh" : "en";
    float[] vector = encoders.computeIfAbsent(language, load).apply(text);
    String before = languages.put(title, language);
    if (before != null && !before.equals(language)) {
      space(before).remove(title);
    }
    space(language).put(title, vector);
    neighbours.invalidate(title);
  }

  private void forget(String title) {
    String language = languages.remove(title);
    if (language != null) {
      space(language).remove(title);
    }
    neighbours.invalidate(title);
  }

  private void look(String title) {
    try {
      String language = languages.get(title);
      if (language != null) {
        neighbours.put(title, space(language).nearest(title, NEIGHBOURS));
      }
    } finally {
      asked.remove(title);
    }
  }

  private TextSpace space(String language) {
    return spaces.computeIfAbsent(language, name -> new TextSpace());
  }

  /** An encoder that cannot be loaded costs one source of candidates, and nothing else. */
  private static void guarded(String title, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("The text of {} could not be worked on: {}", title, e.toString());
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "texts of titles");
    thread.setDaemon(true);
    return thread;
  }
}
