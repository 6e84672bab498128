package playhouse.serving.personalisation.tagging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.models.tagging.Passage;
import playhouse.models.tagging.Suggestion;
import playhouse.models.tagging.TextTagger;
import playhouse.serving.personalisation.tagging.SourceStore.Source;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Reads the texts of titles as they come and change. What is to be read is kept in memory only: the
 * catalogue tells all of it again after a restart, and what was read already is known by its
 * digest.
 */
public final class Tagging implements Titles.Listener {
  /** Who reads titles, as it stands beside what was read. */
  static final String US = "serving";

  /** The model of what no model suggested. */
  static final String PERSON = "person";

  static final String TEXT = "text";

  private static final int AT_ONCE = 100;

  private final ServicesDatabase database;
  private final Titles titles;
  private final Clock clock;
  private final TextTagger tagger = new TextTagger();
  private final Set<String> pending = new LinkedHashSet<>();

  /** A title's text that was read just now. */
  private record Read(Source source, List<Suggestion> tags) {}

  /** Of those titles. */
  public Tagging(ServicesDatabase database, Titles titles, Clock clock) {
    this.database = database;
    this.titles = titles;
    this.clock = clock;
  }

  @Override
  public void offered(TitleUpserted title) {
    synchronized (pending) {
      pending.add(title.getTitle());
    }
  }

  /** Its tags stay as they are: it may be offered again. */
  @Override
  public void withdrawn(String title) {
    synchronized (pending) {
      pending.remove(title);
    }
  }

  /** How many titles are to be read yet. */
  public int waiting() {
    synchronized (pending) {
      return pending.size();
    }
  }

  /** Reads some of them; how many that were is the answer. */
  public int work() {
    List<String> some = some();
    if (some.isEmpty()) {
      return 0;
    }
    try {
      Map<String, Source> before = database.read(handle -> SourceStore.of(handle, TEXT, some));
      keep(
          some.stream()
              .flatMap(title -> titles.find(title).stream())
              .flatMap(title -> read(title, Optional.ofNullable(before.get(title.getTitle()))))
              // All who lock several titles do so in one order.
              .sorted(Comparator.comparing(one -> one.source().title()))
              .toList());
    } catch (RuntimeException e) {
      synchronized (pending) {
        pending.addAll(some);
      }
      throw e;
    }
    return some.size();
  }

  private List<String> some() {
    synchronized (pending) {
      List<String> some = new ArrayList<>();
      for (Iterator<String> all = pending.iterator(); all.hasNext() && some.size() < AT_ONCE; ) {
        some.add(all.next());
        all.remove();
      }
      return some;
    }
  }

  /** Nothing if it is as it was. */
  private Stream<Read> read(TitleUpserted title, Optional<Source> before) {
    List<Passage> passages = passages(title);
    String digest = digest(passages);
    if (before.filter(one -> one.isOf(digest, TextTagger.MODEL)).isPresent()) {
      return Stream.empty();
    }
    Source source =
        new Source(
            title.getTitle(),
            TEXT,
            digest,
            TextTagger.MODEL,
            "done",
            Optional.empty(),
            US,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    return Stream.of(new Read(source, tagger.tag(passages)));
  }

  private void keep(List<Read> all) {
    if (all.isEmpty()) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    database.write(
        tx -> {
          Map<String, TagStore.Agreement> agreements = TagStore.agreements(tx);
          List<StoredTag> told = new ArrayList<>();
          for (Read one : all) {
            told.addAll(Readings.take(tx, one.source(), one.tags(), agreements, now));
          }
          TagFacts.tell(tx, told, now);
          return told.size();
        });
  }

  private static List<Passage> passages(TitleUpserted title) {
    List<Passage> passages = new ArrayList<>();
    passages.add(Passage.of("name", title.getName()));
    Optional.ofNullable(title.getSynopsis())
        .ifPresent(text -> passages.add(Passage.of("synopsis", text)));
    title.getGenres().forEach(genre -> passages.add(Passage.of(Passage.GENRE, genre)));
    return passages;
  }

  /** By which it is known whether something is as it was. */
  static String digest(List<Passage> passages) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Passage one : passages) {
        sha.update((one.where() + "\0" + one.text() + "\0").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
