package playhouse.collector.imports;

import java.util.function.Consumer;
import playhouse.contracts.Fact;

/** What the lines of a file mean. */
@FunctionalInterface
interface LineFormat {

  /**
   * Makes facts of one line.
   *
   * @throws Refusal if the line means nothing; none of its facts counts then
   */
  void read(Line line, Consumer<Fact> facts);
}
