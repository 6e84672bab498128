package playhouse.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.audience.render.AvroForm;
import playhouse.audience.render.CloudEventJson;
import playhouse.audience.render.Dressed;
import playhouse.audience.send.Counts;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.RecommendationServed;

class FormsTest {

  private static final Memory MEMORY = new Memory();

  @BeforeAll
  static void actOut() {
    Plan plan = Plan.of(2, 120, 120, 5, LocalDate.of(2026, 11, 21), 600);
    new History(new World(plan), List.of(ZoneId.of("UTC")), "USD")
        .send(MEMORY, Trouble.NONE, 1, new Counts(), day -> {});
  }

  @Test
  void theFastAvroBytesAreThoseOfTheContracts() {
    AvroForm form = new AvroForm();
    Set<String> types = new HashSet<>();
    for (Dressed event : MEMORY.events()) {
      assertThat(form.encode(event)).isEqualTo(Wire.encode(event.record()));
      types.add(event.type().name());
    }
    assertThat(types).hasSizeGreaterThan(60);
  }

  @Test
  void theJsonHoldsTheSameFacts() throws IOException {
    CloudEventJson form = new CloudEventJson();
    ObjectMapper mapper = new ObjectMapper();
    for (Dressed event : MEMORY.events()) {
      byte[] line = form.line(event, event.envelope().getSent());
      Dressed read = JsonFacts.read(mapper.readTree(line));
      assertThat(read.body()).isEqualTo(event.body());
      assertThat(read.envelope().getOccurred()).isEqualTo(event.envelope().getOccurred());
      assertThat(read.envelope().getPerson()).isEqualTo(event.envelope().getPerson());
    }
  }

  /** The audience tells no list with what a ranker knew: that is serving's to tell. */
  @Test
  void numbersOfSinglePrecisionAreWrittenAsSuch() throws IOException {
    Dressed list =
        MEMORY.events().stream()
            .filter(event -> event.type().name().equals("recommendation.served"))
            .findFirst()
            .orElseThrow();
    RecommendationServed served =
        RecommendationServed.newBuilder((RecommendationServed) list.body()).build();
    served.getItems().get(0).put("inputs", List.of(0.1f, -3e-20f, 1e30f));
    Dressed told =
        new Dressed(
            list.type(),
            list.envelope(),
            Recommendation.newBuilder((Recommendation) list.record())
                .setRecommendationServed(served)
                .build());
    assertThat(new AvroForm().encode(told)).isEqualTo(Wire.encode(told.record()));
    byte[] line = new CloudEventJson().line(told, told.envelope().getSent());
    assertThat(JsonFacts.read(new ObjectMapper().readTree(line)).body()).isEqualTo(served);
  }
}
