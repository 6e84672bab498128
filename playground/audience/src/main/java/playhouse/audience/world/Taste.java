package playhouse.audience.world;

/** What somebody likes: weights over genres and kinds that move from an early to a late taste. */
public final class Taste {

  private static final Kind[] PLAYABLE = {Kind.FILM, Kind.EPISODE, Kind.TRACK, Kind.PODCAST};

  private final byte[] early;
  private final byte[] late;
  private final int turningDay;
  private final int slowness;
  private final double[] kinds;

  /**
   * A taste that turns.
   *
   * @param early weight of each genre at first, 0 to 100
   * @param late weight of each genre in the end, 0 to 100
   * @param turningDay epoch day on which both weigh the same
   * @param slowness days over which most of the turn takes place
   * @param kinds cumulative weights of film, episode, track and podcast
   */
  public Taste(byte[] early, byte[] late, int turningDay, int slowness, double[] kinds) {
    this.early = early.clone();
    this.late = late.clone();
    this.turningDay = turningDay;
    this.slowness = slowness;
    this.kinds = kinds.clone();
  }

  /** The taste of a person, from the person's own stream. */
  static Taste of(Chance chance, int firstDay) {
    byte[] early = weights(chance);
    byte[] late = chance.hit(0.6) ? early : weights(chance);
    double film = chance.exponential(1);
    double episode = film + chance.exponential(1.2);
    double track = episode + chance.exponential(1.2);
    double podcast = track + chance.exponential(0.4);
    return new Taste(
        early,
        late,
        firstDay + chance.between(5, 120),
        chance.between(5, 30),
        new double[] {film, episode, track, podcast});
  }

  /** What kind of thing they feel like. */
  public Kind kind(Chance chance) {
    return PLAYABLE[chance.weighted(kinds)];
  }

  /** What genre of that kind they feel like on that day. */
  public int genre(Kind kind, int day, Chance chance) {
    double turned = turned(day);
    int first = Genre.first(kind);
    double[] cumulative = new double[Genre.count(kind)];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += 1 + early[first + i] * (1 - turned) + late[first + i] * turned;
      cumulative[i] = sum;
    }
    return first + chance.weighted(cumulative);
  }

  /** How much a title is to their liking on that day, 0 to 1. */
  public double affinity(Title title, int day) {
    double turned = turned(day);
    double main = early[title.genre()] * (1 - turned) + late[title.genre()] * turned;
    double second = early[title.secondGenre()] * (1 - turned) + late[title.secondGenre()] * turned;
    return Math.min(1, (0.7 * main + 0.3 * second) / 100);
  }

  private double turned(int day) {
    return 1 / (1 + Math.exp(-4.0 * (day - turningDay) / slowness));
  }

  /** A few genres matter much, most hardly. */
  private static byte[] weights(Chance chance) {
    byte[] weights = new byte[Genre.COUNT];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) (chance.hit(0.2) ? chance.between(50, 100) : chance.between(0, 8));
    }
    return weights;
  }
}
