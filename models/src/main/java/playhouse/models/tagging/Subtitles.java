package playhouse.models.tagging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads subtitles, WebVTT and SubRip (SRT), into passages with their times. */
public final class Subtitles {
  private static final String TIME = "(?:(\\d{1,2}):)?([0-5]?\\d):([0-5]?\\d)[.,](\\d{3})";
  private static final Pattern TIMES =
      Pattern.compile("\\s*" + TIME + "\\s*-->\\s*" + TIME + "(?:\\s.*)?");
  private static final Pattern MARK = Pattern.compile("<[^>]*>|\\{\\\\[^}]*}");

  /** Of a film that somebody talks in all the time there are a few thousand. */
  private static final int MOST_CUES = 20_000;

  private Subtitles() {}

  /**
   * The cues of a file in their order.
   *
   * @throws BadSubtitles if it is neither, has no cue, or one of which the times are no times
   */
  public static List<Passage> read(String text) {
    String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\\R", -1);
    boolean web = lines[0].startsWith("WEBVTT");
    List<Passage> cues = new ArrayList<>();
    for (int at = 0; at < lines.length; at++) {
      if (!lines[at].contains("-->")) {
        continue;
      }
      Passage.Span span = span(lines[at], at + 1);
      StringBuilder words = new StringBuilder();
      while (at + 1 < lines.length && !lines[at + 1].isBlank()) {
        at++;
        if (lines[at].contains("-->")) {
          throw new BadSubtitles(at + 1, "has times within a cue: put an empty line before it");
        }
        words.append(words.isEmpty() ? "" : " ").append(plain(lines[at]));
      }
      cues.add(new Passage("subtitles", words.toString(), Optional.of(span)));
      if (cues.size() > MOST_CUES) {
        throw new BadSubtitles(at + 1, "is beyond the " + MOST_CUES + " cues that a file may have");
      }
    }
    if (cues.isEmpty()) {
      throw new BadSubtitles(
          lines.length,
          web
              ? "ends it without a cue"
              : "ends it without a cue: it must be WebVTT or SubRip, with times such as"
                  + " 00:00:01.000 --> 00:00:02.500");
    }
    return List.copyOf(cues);
  }

  private static Passage.Span span(String line, int number) {
    Matcher times = TIMES.matcher(line);
    if (!times.matches()) {
      throw new BadSubtitles(
          number, "has times that are none: they must be such as 00:00:01.000 --> 00:00:02.500");
    }
    long from = millis(times, 1);
    long to = millis(times, 5);
    if (to <= from) {
      throw new BadSubtitles(number, "ends before it begins");
    }
    return new Passage.Span(from, to);
  }

  private static long millis(Matcher times, int group) {
    String hours = times.group(group);
    long minutes =
        (hours == null ? 0 : Long.parseLong(hours)) * 60 + Long.parseLong(times.group(group + 1));
    long seconds = minutes * 60 + Long.parseLong(times.group(group + 2));
    return seconds * 1000 + Long.parseLong(times.group(group + 3));
  }

  /** Without who speaks, italics and the like. */
  private static String plain(String line) {
    return MARK.matcher(line)
        .replaceAll("")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .strip();
  }
}
