package playhouse.models.factory;

/** A feature or a population that knows what only came later: nothing may be learnt from it. */
public final class Leak extends RuntimeException {
  private static final long serialVersionUID = 1;

  Leak(String message) {
    super(message);
  }
}
