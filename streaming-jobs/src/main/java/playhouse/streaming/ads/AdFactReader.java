package playhouse.streaming.ads;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import playhouse.contracts.Wire;
import playhouse.contracts.ads.AdPiece;
import playhouse.contracts.facts.Ad;

/** Takes from Kafka what reports count; what cannot be read is the lake writer's to refuse. */
final class AdFactReader implements KafkaRecordDeserializationSchema<AdPiece> {
  private static final long serialVersionUID = 1;

  private static final Set<String> TYPES =
      Set.of(
          "ad.requested",
          "ad.filled",
          "ad.impression",
          "ad.viewable",
          "ad.quartile",
          "ad.click",
          "ad.conversion",
          "ad.paid",
          "ivt.flagged");

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AdPiece> out) {
    if (record.value() == null || !mayCount(record)) {
      return;
    }
    try {
      AdPiece.of(Wire.decode(Ad.class, record.value())).ifPresent(out::collect);
    } catch (Wire.Undecodable e) {
      // What is no fact counts for nothing; it stands among the rejects with its reason.
      return;
    }
  }

  /** Without the header nothing can be ruled out. */
  private static boolean mayCount(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader("ce_type");
    return type == null
        || type.value() == null
        || TYPES.contains(new String(type.value(), StandardCharsets.UTF_8));
  }

  @Override
  public TypeInformation<AdPiece> getProducedType() {
    return TypeInformation.of(AdPiece.class);
  }
}
