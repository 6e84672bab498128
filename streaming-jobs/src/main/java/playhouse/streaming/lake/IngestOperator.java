package playhouse.streaming.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.iceberg.DataFile;
import playhouse.contracts.Rejected;
import playhouse.contracts.Wire;
import playhouse.streaming.lake.commit.Lineage;
import playhouse.streaming.lake.decode.Decoder;
import playhouse.streaming.lake.decode.Event;
import playhouse.streaming.lake.decode.Refusal;
import playhouse.streaming.lake.spool.SpooledRow;
import playhouse.streaming.lake.table.DayFiles;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.LaneTable;
import playhouse.streaming.lake.window.Windows;

/**
 * Reads events: decodes them, drops those already known, writes heavy traffic into data files, and
 * sends light traffic and older events on to where they wait. What it sends on are {@link
 * Message}s.
 */
@SuppressWarnings("NullAway.Init") // Flink makes the operator first and opens it later.
final class IngestOperator extends AbstractStreamOperator<byte[]>
    implements OneInputStreamOperator<KafkaRow, byte[]> {
  private static final long serialVersionUID = 1;

  private final LakePlan plan;

  private transient LakeTables tables;
  private transient List<Decoder> decoders;
  private transient List<DayFiles> files;
  private transient Windows windows;
  private transient Retired retired;
  private transient Lineage lineage;
  private transient Traffic[] traffic;
  private transient Positions positions;
  private transient ListState<byte[]> windowState;
  private transient ListState<byte[]> lineageState;
  private transient Counter duplicates;
  private transient Counter late;
  private transient Counter refused;
  private transient StreamRecord<byte[]> reused;

  IngestOperator(LakePlan plan) {
    this.plan = plan;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    tables = new LakeTables(plan.lake(), subtask);
    decoders = new ArrayList<>();
    files = new ArrayList<>();
    traffic = new Traffic[Lane.ALL.size()];
    for (Lane lane : Lane.ALL) {
      LaneTable table = tables.of(lane.number());
      decoders.add(new Decoder(lane, table.table().schema()));
      files.add(new DayFiles(table));
      traffic[lane.number()] = new Traffic();
    }
    positions = new Positions(Lane.ALL.size());
    reused = new StreamRecord<>(new byte[0]);
    retired = new Retired(plan.retainedCheckpoints());
    Path folder = new Path(plan.folder(), "ids");
    folder.getFileSystem().mkdirs(folder);
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    windows =
        new Windows(
            Lane.ALL.size(),
            folder,
            retired,
            subtasks == 1,
            plan.clock().millis(),
            Windows.thatFit(subtasks));
    windowState = unionState(context, "windows");
    lineageState = unionState(context, "lineage");
    restore(context);
    duplicates = getMetricGroup().counter("duplicates");
    late = getMetricGroup().counter("late");
    refused = getMetricGroup().counter("refused");
    getMetricGroup().gauge("windowIds", windows::size);
  }

  private static ListState<byte[]> unionState(StateInitializationContext context, String name)
      throws Exception {
    return context
        .getOperatorStateStore()
        .getUnionListState(new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE));
  }

  private void restore(StateInitializationContext context) throws Exception {
    lineage = Lineage.begin(plan.freshLineage(), tables.all());
    boolean behind = !lineage.ancestors().isEmpty();
    for (byte[] entry : lineageState.get()) {
      Lineage restored = Lineage.fromBytes(entry);
      behind = restored.isBehind(tables.all(), context.getRestoredCheckpointId());
      if (!behind) {
        lineage = restored;
      }
    }
    if (behind) {
      LOG.warn("the lake holds more than the state knows of: events will be looked up in the lake");
      windows.startCold();
    }
    windows.restore(windowState.get());
    windows.sweep(context.getRestoredCheckpointId().orElse(0));
  }

  @Override
  public void processElement(StreamRecord<KafkaRow> element) throws Exception {
    KafkaRow row = element.getValue();
    positions.read(row.lane(), row.partition(), row.offset() + 1);
    Decoder decoder = decoders.get(row.lane());
    Optional<Refusal> refusal = decoder.decode(row.value());
    if (refusal.isPresent()) {
      refuse(row, refusal.get());
      return;
    }
    if (!Lane.ALL.get(row.lane()).carriesEvents()) {
      decoder.keyByPlace(Lane.ALL.get(row.lane()).topic(), row.partition(), row.offset());
    }
    take(row.lane(), row, row.value());
  }

  /** Takes the event that the lane's decoder holds: into a file, to where rows wait, or not. */
  private void take(int lane, KafkaRow row, byte[] value) throws IOException {
    Event event = decoders.get(lane).event();
    windows.received(lane, row.partition(), event.receivedMicros());
    int hour = event.hour();
    if (!windows.covers(lane, hour)) {
      late.inc();
      spool(SpooledRow.LATE, lane, row, value);
    } else if (!windows.add(lane, hour, row.partition(), event.keyHigh(), event.keyLow())) {
      duplicates.inc();
    } else if (traffic[lane].isHeavyWith(value.length)) {
      event.loaded(plan.clock().millis());
      files.get(lane).write(event.day(), event.row());
    } else {
      spool(SpooledRow.FRESH, lane, row, value);
    }
  }

  private void spool(byte kind, int lane, KafkaRow row, byte[] value) {
    Event event = decoders.get(lane).event();
    SpooledRow spooled =
        SpooledRow.of(
            kind,
            lane,
            new Place(row.lane(), row.partition()),
            row.offset(),
            event.day(),
            event.keyHigh(),
            event.keyLow(),
            value);
    output.collect(reused.replace(spooled.bytes()));
  }

  /** What cannot be taken goes to the lane of the rejects, as any other reject. */
  private void refuse(KafkaRow row, Refusal refusal) throws IOException {
    refused.inc();
    Lane lane = Lane.ALL.get(row.lane());
    byte[] reject =
        Wire.encode(
            new Rejected(
                    refusal.reason(),
                    refusal.detail(),
                    Rejected.Stage.LAKE_WRITER,
                    lane.family(),
                    Optional.empty(),
                    Wire.CONTENT_TYPE,
                    ByteBuffer.wrap(row.value()))
                .toRecord(Instant.ofEpochMilli(row.timestampMillis())));
    int rejects = Lane.REJECTS.number();
    Decoder decoder = decoders.get(rejects);
    decoder
        .decode(reject)
        .ifPresent(
            again -> {
              throw new IllegalStateException("our own reject cannot be read: " + again.detail());
            });
    decoder.keyByPlace(Lane.ALL.get(row.lane()).topic(), row.partition(), row.offset());
    take(rejects, row, reject);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    for (Lane lane : Lane.ALL) {
      for (DataFile file : files.get(lane.number()).finish()) {
        String text = tables.of(lane.number()).toJson(file);
        output.collect(reused.replace(new Message.FileMade(lane.number(), text).toBytes()));
      }
    }
    positions.forEach(
        (place, offset) ->
            output.collect(reused.replace(new Message.Position(place, offset).toBytes())));
    windows.evict();
    for (Traffic lane : traffic) {
      lane.nextEpoch();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    windowState.update(windows.snapshot(context.getCheckpointId()));
    lineageState.update(List.of(lineage.toBytes()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    retired.completed(checkpointId);
  }

  @Override
  public void close() throws Exception {
    if (tables != null) {
      tables.close();
    }
    super.close();
  }
}
