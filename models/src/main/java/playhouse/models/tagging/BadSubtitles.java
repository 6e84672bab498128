package playhouse.models.tagging;

/** Subtitles that cannot be read; its message says where and what to do. */
public final class BadSubtitles extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadSubtitles(int line, String why) {
    super("line " + line + " " + why);
  }
}
