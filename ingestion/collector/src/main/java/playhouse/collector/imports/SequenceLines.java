package playhouse.collector.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import playhouse.contracts.Fact;

/**
 * Lines {@code user item item …}, a user's titles in order.
 *
 * <p>The stated rule for times: the n-th item of a line, counted from 0, happened n hours after
 * {@link Dataset#UNTOLD}. Scores are unknown; the scale is {@code order}.
 */
record SequenceLines(Dataset dataset, TextFormat text) implements LineFormat {

  @Override
  public void read(Line line, Consumer<Fact> facts) {
    StringTokenizer tokens = new StringTokenizer(text.text(line), " \t");
    String user = tokens.nextToken();
    if (!tokens.hasMoreTokens()) {
      throw Refusal.malformed("user " + user + " has no item");
    }
    for (int n = 0; tokens.hasMoreTokens(); n++) {
      Instant occurred = Dataset.UNTOLD.plus(Duration.ofHours(n));
      String mark = Integer.toString(n);
      facts.accept(
          Fact.of(
              dataset.rating(user, tokens.nextToken(), mark, occurred, Optional.empty(), "order")));
    }
  }
}
