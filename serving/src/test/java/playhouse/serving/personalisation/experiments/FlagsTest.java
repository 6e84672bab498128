package playhouse.serving.personalisation.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.serving.personalisation.experiments.provider.HouseProvider;

class FlagsTest {
  private final Exposures exposures = new Exposures(person -> true, Clock.systemUTC());
  private final Flags flags = known(exposures, "");

  /** One experiment of two arms, three to one, over all places. */
  static Flags known(Exposures exposures, String targeting) {
    Flags flags = new Flags(exposures);
    Design design =
        new Design(
            "colour",
            "Green makes people choose.",
            "home",
            0,
            10_000,
            List.of(
                new Design.Arm("red", 3, TextNode.valueOf("red")),
                new Design.Arm("green", 1, TextNode.valueOf("green"))),
            targeting,
            List.of("platform"),
            "time_spent",
            List.of(),
            24,
            new BigDecimal("0.05"),
            1_000,
            true);
    Experiment running =
        new Experiment(
            design,
            "salt-of-arms",
            Experiment.State.RUNNING,
            "olga",
            Instant.EPOCH,
            Optional.of(Instant.EPOCH),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    flags.know(
        List.of(running),
        List.of(new ExperimentStore.Layer("home", "salt-of-layer", 0, "olga", Instant.EPOCH)));
    return flags;
  }

  @Test
  void armsGetTheSharesThatTheirWeightsAskFor() {
    int green = 0;
    for (int i = 0; i < 20_000; i++) {
      green +=
          flags.of("colour", new UUID(i, 77), Map.of()).orElseThrow().variant().equals("green")
              ? 1
              : 0;
    }
    // A quarter of 20 000, give or take four deviations of 61.
    assertThat(green).isBetween(4_755, 5_245);
  }

  @Test
  void whoIsAskedAboutAgainTheSameDayIsNotedOnce() {
    UUID person = UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      flags.of("colour", person, Map.of("platform", "tv"));
    }
    assertThat(exposures.waiting()).isEqualTo(1);
  }

  @Test
  void thoseWhoDoNotLetUsGetAVariantAndAreNotTold() {
    Exposures none = new Exposures(person -> false, Clock.systemUTC());
    assertThat(known(none, "").of("colour", UUID.randomUUID(), Map.of())).isPresent();
    assertThat(none.waiting()).isZero();
  }

  @Test
  void openFeaturesClientGetsTheSameAndIsToldWhatIsWrong() {
    OpenFeatureAPI.getInstance().setProviderAndWait(new HouseProvider(flags));
    Client client = OpenFeatureAPI.getInstance().getClient();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      UUID person = UUID.randomUUID();
      FlagEvaluationDetails<String> told =
          client.getStringDetails("colour", "none", new ImmutableContext(person.toString()));
      assertThat(told.getVariant())
          .isEqualTo(flags.of("colour", person, Map.of()).orElseThrow().variant());
      assertThat(told.getReason()).isEqualTo("SPLIT");
      seen.add(told.getValue());
    }
    assertThat(seen).containsExactlyInAnyOrder("red", "green");
    ImmutableContext somebody = new ImmutableContext(UUID.randomUUID().toString());
    assertThat(client.getStringDetails("no-such", "none", somebody).getErrorCode())
        .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
    assertThat(client.getIntegerDetails("colour", 7, somebody).getErrorCode())
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
    assertThat(client.getIntegerDetails("colour", 7, somebody).getValue()).isEqualTo(7);
    assertThat(client.getStringDetails("colour", "none").getErrorCode())
        .isEqualTo(ErrorCode.TARGETING_KEY_MISSING);
    OpenFeatureAPI.getInstance().shutdown();
  }
}
