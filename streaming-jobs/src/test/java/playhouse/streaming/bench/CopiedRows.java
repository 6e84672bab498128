package playhouse.streaming.bench;

import java.util.Optional;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import playhouse.streaming.lake.decode.Decoder;
import playhouse.streaming.lake.decode.Refusal;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.TableShape;

/** Turns a lane's records into rows of its table, as fast as the lake writer does. */
final class CopiedRows implements KafkaRecordDeserializationSchema<RowData> {
  private static final long serialVersionUID = 1;

  private final int lane;
  private transient @Nullable Decoder decoder;

  CopiedRows(int lane) {
    this.lane = lane;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = new Decoder(Lane.ALL.get(lane), TableShape.of(Lane.ALL.get(lane)));
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out) {
    Decoder open = java.util.Objects.requireNonNull(decoder);
    Optional<Refusal> refusal = open.decode(record.value());
    if (refusal.isPresent()) {
      throw new IllegalStateException("the bench made what cannot be read: " + refusal.get());
    }
    open.event().loaded(System.currentTimeMillis());
    out.collect(open.event().row());
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return InternalTypeInfo.of(FlinkSchemaUtil.convert(TableShape.of(Lane.ALL.get(lane))));
  }
}
