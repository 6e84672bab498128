package playhouse.serving.billing.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * A page of text as PDF, of which the same text always makes the same bytes. Western letters are
 * set in Helvetica; all others in {@link ChineseFont}, of which what is used is embedded.
 */
final class Sheet {
  static final float LEFT = 50;
  static final float RIGHT = 545;

  private static final float TOP = 780;
  private static final float LINE = 16;
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final PDType1Font HELVETICA = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

  private final PDDocument document = new PDDocument();
  private final StringBuilder commands = new StringBuilder();
  private Optional<PDType0Font> chinese = Optional.empty();
  private float y = TOP;

  /** The next line. */
  void next() {
    y -= LINE;
  }

  /** Writes from a place on. */
  void from(float x, float size, String text) {
    float at = x;
    int begin = 0;
    while (begin < text.length()) {
      boolean western = western(text.charAt(begin));
      int end = begin;
      while (end < text.length() && western(text.charAt(end)) == western) {
        end++;
      }
      String part = text.substring(begin, end);
      String run = western ? part : ChineseFont.known(part);
      show(at, size, run, western);
      at += width(run, western, size);
      begin = end;
    }
  }

  /** Writes up to a place. */
  void upTo(float x, float size, String western) {
    from(x - width(western, true, size), size, western);
  }

  /** Draws a line over the page. */
  void rule() {
    commands.append(
        String.format(
                Locale.ROOT, "%.2f %.2f m %.2f %.2f l S%n", LEFT, y + LINE - 4, RIGHT, y + LINE - 4)
            .replace(System.lineSeparator(), "\n"));
  }

  private void show(float x, float size, String run, boolean western) {
    commands.append(
        String.format(
            Locale.ROOT,
            "BT /%s %.1f Tf %.2f %.2f Td <%s> Tj ET\n",
            western ? "W" : "C",
            size,
            x,
            y,
            HexFormat.of().formatHex(western ? run.getBytes(WESTERN) : encoded(run))));
  }

  private byte[] encoded(String run) {
    try {
      PDType0Font font = chinese();
      run.codePoints().forEach(font::addToSubset);
      return font.encode(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PDType0Font chinese() throws IOException {
    PDType0Font font = chinese.isPresent() ? chinese.get() : ChineseFont.in(document);
    chinese = Optional.of(font);
    return font;
  }

  private static boolean western(char c) {
    return c < 0x100 || c == '–' || c == '…';
  }

  private float width(String run, boolean western, float size) {
    try {
      return (western ? HELVETICA : chinese()).getStringWidth(run) / 1000 * size;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page as PDF; nothing can be written on it any more. */
  byte[] bytes() {
    try (document) {
      // Otherwise it would be made of the time.
      document.setDocumentId(1L);
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      COSDictionary fonts = new COSDictionary();
      fonts.setItem(COSName.getPDFName("W"), HELVETICA.getCOSObject());
      if (chinese.isPresent()) {
        ChineseFont.embed(chinese.get());
        fonts.setItem(COSName.getPDFName("C"), chinese.get().getCOSObject());
      }
      COSDictionary resources = new COSDictionary();
      resources.setItem(COSName.FONT, fonts);
      page.getCOSObject().setItem(COSName.RESOURCES, resources);
      COSStream content = document.getDocument().createCOSStream();
      try (OutputStream out = content.createOutputStream(COSName.FLATE_DECODE)) {
        out.write(commands.toString().getBytes(StandardCharsets.US_ASCII));
      }
      page.getCOSObject().setItem(COSName.CONTENTS, content);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out, CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
