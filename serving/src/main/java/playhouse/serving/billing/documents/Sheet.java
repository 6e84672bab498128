package playhouse.serving.billing.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * A page of text as PDF, of which the same text always makes the same bytes. Western letters are
 * set in Helvetica. Chinese ones are set in STSong-Light by the standard's own encoding (Adobe-GB1,
 * UniGB-UTF16-H), which is not embedded: a reader shows them in a font of its own.
 */
final class Sheet {
  static final float LEFT = 50;
  static final float RIGHT = 545;

  private static final float TOP = 780;
  private static final float LINE = 16;
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final PDType1Font HELVETICA = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

  private final StringBuilder commands = new StringBuilder();
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
      String run = text.substring(begin, end);
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
    byte[] bytes = run.getBytes(western ? WESTERN : StandardCharsets.UTF_16BE);
    commands.append(
        String.format(
            Locale.ROOT,
            "BT /%s %.1f Tf %.2f %.2f Td <%s> Tj ET\n",
            western ? "W" : "C",
            size,
            x,
            y,
            HexFormat.of().formatHex(bytes)));
  }

  private static boolean western(char c) {
    return c < 0x100 || c == '–' || c == '…';
  }

  private static float width(String run, boolean western, float size) {
    try {
      // Chinese letters are as wide as they are high.
      return western ? HELVETICA.getStringWidth(run) / 1000 * size : run.length() * size;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page as PDF. */
  byte[] bytes() {
    try (PDDocument document = new PDDocument()) {
      // Otherwise it would be made of the time.
      document.setDocumentId(1L);
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      COSDictionary fonts = new COSDictionary();
      fonts.setItem(COSName.getPDFName("W"), HELVETICA.getCOSObject());
      fonts.setItem(COSName.getPDFName("C"), song());
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

  /** ISO 32000-1, 9.7: a composite font with a predefined CMap. */
  private static COSDictionary song() {
    COSDictionary system = new COSDictionary();
    system.setItem(COSName.REGISTRY, new COSString("Adobe"));
    system.setItem(COSName.ORDERING, new COSString("GB1"));
    system.setItem(COSName.SUPPLEMENT, COSInteger.get(4));
    COSDictionary descriptor = new COSDictionary();
    descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
    descriptor.setName(COSName.FONT_NAME, "STSong-Light");
    descriptor.setInt(COSName.FLAGS, 6);
    COSArray box = new COSArray();
    for (int edge : new int[] {-25, -254, 1000, 880}) {
      box.add(COSInteger.get(edge));
    }
    descriptor.setItem(COSName.FONT_BBOX, box);
    descriptor.setInt(COSName.ITALIC_ANGLE, 0);
    descriptor.setInt(COSName.ASCENT, 880);
    descriptor.setInt(COSName.DESCENT, -120);
    descriptor.setInt(COSName.CAP_HEIGHT, 880);
    descriptor.setInt(COSName.STEM_V, 93);
    COSDictionary glyphs = new COSDictionary();
    glyphs.setItem(COSName.TYPE, COSName.FONT);
    glyphs.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
    glyphs.setName(COSName.BASE_FONT, "STSong-Light");
    glyphs.setItem(COSName.CIDSYSTEMINFO, system);
    glyphs.setItem(COSName.FONT_DESC, descriptor);
    glyphs.setInt(COSName.DW, 1000);
    COSDictionary font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE0);
    font.setName(COSName.BASE_FONT, "STSong-Light-UniGB-UTF16-H");
    font.setName(COSName.ENCODING, "UniGB-UTF16-H");
    COSArray one = new COSArray();
    one.add(glyphs);
    font.setItem(COSName.DESCENDANT_FONTS, one);
    return font;
  }
}
