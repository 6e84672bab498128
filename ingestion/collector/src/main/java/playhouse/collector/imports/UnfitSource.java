package playhouse.collector.imports;

/** Something that cannot be imported at all, with what to do about it. */
public final class UnfitSource extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnfitSource(String message) {
    super(message);
  }
}
