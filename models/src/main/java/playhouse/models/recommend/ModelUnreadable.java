package playhouse.models.recommend;

/** A stored model that is missing, damaged or of a format that this program does not know. */
public final class ModelUnreadable extends RuntimeException {
  ModelUnreadable(String what, Throwable cause) {
    super(what, cause);
  }

  ModelUnreadable(String what) {
    super(what);
  }
}
