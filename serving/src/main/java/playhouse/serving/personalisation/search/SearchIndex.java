package playhouse.serving.personalisation.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.facts.Credit;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.serving.personalisation.titles.Titles;

/**
 * All titles that are offered by their words, in memory, rebuilt from the catalogue at each start;
 * what changed is found half a second later.
 */
public final class SearchIndex implements Titles.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
  private static final long REFRESH_NANOS = 300_000_000L;
  private static final double BUFFER_MIB = 32;

  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread refreshing = new Thread(this::refresh, "search index");

  /** A title that was found. */
  public record Hit(String title, double score) {}

  /** Empty. */
  public SearchIndex() {
    try {
      IndexWriterConfig config = new IndexWriterConfig(Words.analyzer());
      config.setRAMBufferSizeMB(BUFFER_MIB);
      writer = new IndexWriter(new ByteBuffersDirectory(), config);
      searchers = new SearcherManager(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory", e);
    }
    refreshing.setDaemon(true);
    refreshing.start();
  }

  @Override
  public void offered(TitleUpserted title) {
    Document document = new Document();
    document.add(new StringField(Words.ID, title.getTitle(), Field.Store.YES));
    document.add(new TextField(Words.NAME, title.getName(), Field.Store.NO));
    title.getCredits().stream()
        .map(Credit::getName)
        .forEach(name -> document.add(new TextField(Words.PEOPLE, name, Field.Store.NO)));
    title
        .getGenres()
        .forEach(genre -> document.add(new TextField(Words.GENRES, genre, Field.Store.NO)));
    String synopsis = title.getSynopsis();
    if (synopsis != null) {
      document.add(new TextField(Words.SYNOPSIS, synopsis, Field.Store.NO));
    }
    try {
      writer.updateDocument(new Term(Words.ID, title.getTitle()), document);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  @Override
  public void withdrawn(String title) {
    try {
      writer.deleteDocuments(new Term(Words.ID, title));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /** Titles by words, best first; empty if the words say nothing. */
  public List<Hit> find(String words, int most) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        ScoreDoc[] found = searcher.search(Words.query(words), most).scoreDocs;
        StoredFields stored = searcher.storedFields();
        List<Hit> hits = new ArrayList<>(found.length);
        for (ScoreDoc one : found) {
          hits.add(new Hit(stored.document(one.doc).get(Words.ID), one.score));
        }
        return hits;
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  @Override
  public void close() {
    closed.set(true);
    try {
      searchers.close();
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory", e);
    }
  }

  private void refresh() {
    while (!closed.get()) {
      try {
        searchers.maybeRefresh();
      } catch (AlreadyClosedException e) {
        return;
      } catch (IOException e) {
        LOG.warn("What is new could not be made findable: {}", e.toString());
      }
      LockSupport.parkNanos(REFRESH_NANOS);
    }
  }
}
