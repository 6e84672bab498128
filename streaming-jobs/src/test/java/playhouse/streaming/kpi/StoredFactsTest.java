package playhouse.streaming.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import playhouse.contracts.FactType;
import playhouse.contracts.Wire;
import playhouse.streaming.RandomEvents;
import playhouse.streaming.lake.decode.Decoder;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.TableShape;

class StoredFactsTest {
  private static final Instant MOMENT = Instant.parse("2026-11-22T10:00:00.123456Z");
  private static final long SEED = 20261129;

  static Stream<FactType> types() {
    return FactType.all().stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("types")
  void whatWasStoredIsReadAsTheFactThatItWas(FactType type) {
    Lane lane =
        Lane.ALL.stream()
            .filter(one -> one.family().equals(Optional.of(type.family())))
            .findFirst()
            .orElseThrow();
    Schema table = TableShape.of(lane);
    Decoder decoder = new Decoder(lane, table);
    StoredFacts stored = new StoredFacts(type.family(), FlinkSchemaUtil.convert(table));
    for (int i = 0; i < 10; i++) {
      byte[] event = RandomEvents.encode(RandomEvents.of(type, MOMENT, SEED + i));
      assertThat(decoder.decode(event)).isEmpty();

      assertThat(stored.fact(decoder.event().row()).record())
          .isEqualTo(Wire.decode(type.family().recordClass(), event));
    }
  }
}
