package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./playhouse verify} proves and is quick about. */
class ProofsTest {
  @ParameterizedTest
  @ValueSource(strings = {"authorisation", "rights", "ledger"})
  void holds(String proof) {
    try (RunningStack stack = RunningStack.inFreshHome()) {
      Launch.Ended ended = stack.launch().run("verify", proof, "--quick");
      assertThat(ended.exit()).as("%s%n%s", ended.out(), ended.err()).isZero();
      assertThat(ended.out().strip()).endsWith("holds");
    }
  }
}
