package playhouse.serving.personalisation.tagging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import playhouse.models.tagging.frames.Frame;
import playhouse.models.tagging.frames.FrameMeasures;
import playhouse.models.tagging.frames.FrameMeter;

/**
 * Looks at pictures of a clip by the program ffmpeg: so many a second, small, one after the other.
 * It is let read that file alone: what the file may name elsewhere is not fetched.
 */
final class Ffmpeg {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 90;
  private static final int A_SECOND = 4;

  /** Of a longer clip only its beginning is looked at. */
  private static final int MOST_SECONDS = 1_200;

  private static final int MOST_TOLD = 300;

  /** What clips come in; not what names other files, as lists of clips do. */
  private static final String FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv";

  private final String program;
  private final Duration limit;

  /** The program at that path, or found by that name. */
  Ffmpeg(String program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /** A clip that cannot be looked at; the message says why. */
  static final class BadClip extends Exception {
    private static final long serialVersionUID = 1;

    BadClip(String why) {
      super(why);
    }
  }

  /** Whether the program is there. */
  boolean isThere() {
    try {
      Process process =
          new ProcessBuilder(program, "-version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Measures its pictures.
   *
   * @throws BadClip if it is no clip, or takes too long
   */
  List<FrameMeasures> measure(Path clip) throws BadClip {
    Process process = begin(clip);
    AtomicBoolean late = new AtomicBoolean();
    Thread watch = watch(process, late);
    try (InputStream pictures = process.getInputStream()) {
      List<FrameMeasures> measures = read(pictures);
      String told = told(process.getErrorStream());
      int code = process.waitFor();
      if (late.get()) {
        throw new BadClip("looking at it took longer than " + limit.toSeconds() + " s");
      }
      if (code != 0 || measures.isEmpty()) {
        throw new BadClip("ffmpeg finds no pictures in it" + (told.isEmpty() ? "" : ": " + told));
      }
      return measures;
    } catch (IOException e) {
      throw new BadClip(
          late.get()
              ? "looking at it took longer than " + limit.toSeconds() + " s"
              : "it could not be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadClip("it was not looked at to the end");
    } finally {
      watch.interrupt();
      process.destroyForcibly();
    }
  }

  private Process begin(Path clip) throws BadClip {
    String filter =
        "fps=" + A_SECOND + ",scale=" + WIDTH + ":" + HEIGHT + ":flags=area,format=rgb24";
    try {
      return new ProcessBuilder(
              program,
              "-nostdin",
              "-v",
              "error",
              "-threads",
              "1",
              "-protocol_whitelist",
              "file",
              "-format_whitelist",
              FORMATS,
              "-t",
              Integer.toString(MOST_SECONDS),
              "-i",
              "file:" + clip.toAbsolutePath(),
              "-an",
              "-sn",
              "-dn",
              "-vf",
              filter,
              "-f",
              "rawvideo",
              "pipe:1")
          .start();
    } catch (IOException e) {
      throw new BadClip("ffmpeg cannot be started: " + e.getMessage());
    }
  }

  /** Errors are few: they wait in the pipe until the pictures are read. */
  private static List<FrameMeasures> read(InputStream pictures) throws IOException {
    FrameMeter meter = new FrameMeter();
    List<FrameMeasures> measures = new ArrayList<>();
    int size = WIDTH * HEIGHT * 3;
    for (byte[] rgb = pictures.readNBytes(size);
        rgb.length == size;
        rgb = pictures.readNBytes(size)) {
      long at = measures.size() * 1000L / A_SECOND;
      measures.add(meter.measure(new Frame(at, WIDTH, HEIGHT, rgb)));
    }
    return measures;
  }

  private Thread watch(Process process, AtomicBoolean late) {
    Thread watch =
        new Thread(
            () -> {
              try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                  late.set(true);
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "limit of ffmpeg");
    watch.setDaemon(true);
    watch.start();
    return watch;
  }

  /** The first line of what it says; without the path, which is not for everybody. */
  private static String told(InputStream errors) throws IOException {
    String text = new String(errors.readNBytes(4_096), StandardCharsets.UTF_8).strip();
    String line = text.lines().findFirst().orElse("").replaceAll("file:\\S+?: ", "");
    return line.substring(0, Math.min(line.length(), MOST_TOLD));
  }
}
