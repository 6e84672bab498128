package playhouse.models.recommend;

/**
 * How well a recommender foretold what people took.
 *
 * @param people how many people were asked
 * @param ndcg10 mean of 1/log2(1 + rank) where the rank is at most 10, else 0
 * @param hitRate10 share of people whose title ranked among the first 10
 * @param reciprocalRank mean of 1/rank among all titles
 * @param coverage10 share of the titles that came among anybody's first 10
 */
public record Metrics(
    int people, double ndcg10, double hitRate10, double reciprocalRank, double coverage10) {

  /**
   * Metrics of ranks.
   *
   * @param ranks the rank of each person's title among all, from 1; 0 where it was not ranked
   */
  public static Metrics of(int[] ranks, double coverage10) {
    double gain = 0;
    double hits = 0;
    double reciprocal = 0;
    for (int rank : ranks) {
      reciprocal += rank == 0 ? 0 : 1.0 / rank;
      if (rank >= 1 && rank <= 10) {
        gain += Math.log(2) / Math.log(1.0 + rank);
        hits++;
      }
    }
    double people = Math.max(1, ranks.length);
    return new Metrics(ranks.length, gain / people, hits / people, reciprocal / people, coverage10);
  }
}
