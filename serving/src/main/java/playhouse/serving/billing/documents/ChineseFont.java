package playhouse.serving.billing.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The font that Chinese is set in, WenQuanYi Zen Hei, read once. What is used of it is embedded in
 * each document, which its licence (GPL 2 with the font exception) leaves as it is.
 */
final class ChineseFont {
  private static final String FILE = "/fonts/WenQuanZhengHei.ttf";
  private static final TrueTypeFont FONT = read();
  private static final CmapLookup GLYPHS = glyphs();
  private static final int UNKNOWN = '?';

  private ChineseFont() {}

  private static TrueTypeFont read() {
    try (InputStream in = ChineseFont.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the class path");
      }
      return new TTFParser().parse(new RandomAccessReadBuffer(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CmapLookup glyphs() {
    try {
      return FONT.getUnicodeCmapLookup();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For a document. Whoever reads the file is alone at it. */
  static synchronized PDType0Font in(PDDocument document) throws IOException {
    return PDType0Font.load(document, FONT, true);
  }

  /** Puts into the document what was used. */
  static synchronized void embed(PDType0Font font) throws IOException {
    font.subset();
  }

  /** The text with nothing in it that the font does not have. */
  static String known(String text) {
    StringBuilder known = new StringBuilder();
    text.codePoints()
        .map(each -> GLYPHS.getGlyphId(each) == 0 ? UNKNOWN : each)
        .forEach(known::appendCodePoint);
    return known.toString();
  }
}
