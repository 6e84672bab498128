package playhouse.models.evaluate;

/** A command that cannot be understood. */
final class Misuse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Misuse(String message) {
    super(message);
  }
}
