package playhouse.models.recommend;

/**
 * The best titles after a history, best first, without reasons: those are dear, and few are asked
 * for.
 */
public interface Picks {
  /** None. */
  Picks NONE =
      new Picks() {
        @Override
        public int size() {
          return 0;
        }

        @Override
        public String title(int place) {
          throw new IndexOutOfBoundsException(place);
        }

        @Override
        public float score(int place) {
          throw new IndexOutOfBoundsException(place);
        }

        @Override
        public Ranked explained(int place) {
          throw new IndexOutOfBoundsException(place);
        }
      };

  /** How many. */
  int size();

  /** Title id of the one in that place, from 0. */
  String title(int place);

  /** Its score; higher is better, comparable only within these. */
  float score(int place);

  /** The same with what spoke for it. */
  Ranked explained(int place);
}
