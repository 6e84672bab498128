package playhouse.serving.personalisation.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Words as they are indexed and looked for: what is written with spaces word by word, Chinese by
 * every two characters that stand together. Half of the words must fit; a long one may have one or
 * two letters wrong, and the last may be begun only.
 */
final class Words {
  static final String ID = "id";
  static final String NAME = "name";
  static final String PEOPLE = "people";
  static final String GENRES = "genres";
  static final String SYNOPSIS = "synopsis";

  private static final int MOST = 16;
  private static final int LONG = 4;
  private static final int VERY_LONG = 8;
  private static final int MOST_SPELLINGS = 20;
  private static final float BEGUN = 0.5f;
  private static final float MISSPELT = 0.4f;

  private static final List<Looked> FIELDS =
      List.of(
          new Looked(NAME, 4),
          new Looked(PEOPLE, 2),
          new Looked(GENRES, 1),
          new Looked(SYNOPSIS, 1));

  /** A field, and what it counts. */
  private record Looked(String name, float counts) {}

  private Words() {}

  static Analyzer analyzer() {
    // Words such as "the" are in names; they count little as it is.
    return new CJKAnalyzer(CharArraySet.EMPTY_SET);
  }

  static Query query(String text) {
    List<String> words = words(text);
    if (words.isEmpty()) {
      return new MatchNoDocsQuery("no words");
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (int i = 0; i < words.size(); i++) {
      query.add(word(words.get(i), i == words.size() - 1), Occur.SHOULD);
    }
    query.setMinimumNumberShouldMatch((words.size() + 1) / 2);
    return query.build();
  }

  private static Query word(String word, boolean last) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (Looked field : FIELDS) {
      Term term = new Term(field.name(), word);
      query.add(new BoostQuery(new TermQuery(term), field.counts()), Occur.SHOULD);
    }
    boolean spaced = word.chars().allMatch(c -> !Character.isIdeographic(c));
    for (Looked field : FIELDS.subList(0, 2)) {
      Term term = new Term(field.name(), word);
      if (last) {
        query.add(new BoostQuery(new PrefixQuery(term), BEGUN * field.counts()), Occur.SHOULD);
      }
      if (spaced && word.length() >= LONG) {
        int wrong = word.length() >= VERY_LONG ? 2 : 1;
        query.add(
            new BoostQuery(
                new FuzzyQuery(term, wrong, 1, MOST_SPELLINGS, true), MISSPELT * field.counts()),
            Occur.SHOULD);
      }
    }
    return query.build();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    try (Analyzer analyzer = analyzer();
        TokenStream tokens = analyzer.tokenStream(NAME, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (words.size() < MOST && tokens.incrementToken()) {
        words.add(term.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    return words;
  }
}
