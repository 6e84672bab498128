package playhouse.streaming.lake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.common.TopicPartition;
import playhouse.streaming.lake.commit.Commits;
import playhouse.streaming.lake.commit.Epoch;
import playhouse.streaming.lake.commit.GroupOffsets;
import playhouse.streaming.lake.commit.Lineage;
import playhouse.streaming.lake.commit.SmallFiles;
import playhouse.streaming.lake.spool.DayByDay;
import playhouse.streaming.lake.spool.SpooledRow;
import playhouse.streaming.lake.spool.WaitingRoom;
import playhouse.streaming.lake.table.Lane;

/**
 * The one that makes files part of the lake when their checkpoint is complete, lets rows wait and
 * writes them, and tells Kafka how far everything is in the lake. There is only one.
 */
@SuppressWarnings("NullAway.Init") // Flink makes the operator first and opens it later.
final class LakeOperator extends AbstractStreamOperator<byte[]>
    implements OneInputStreamOperator<byte[], byte[]> {
  private static final long serialVersionUID = 1;

  private final LakePlan plan;

  private transient LakeTables tables;
  private transient Commits commits;
  private transient SmallFiles smallFiles;
  private transient GroupOffsets offsets;
  private transient Retired retired;
  private transient WaitingRoom waitingRoom;
  private transient Lineage lineage;
  private transient Map<Integer, List<String>> files;
  private transient Map<Place, Long> positions;
  private transient NavigableMap<Long, Epoch> pending;
  private transient ListState<byte[]> pendingState;
  private transient ListState<byte[]> positionState;
  private transient ListState<byte[]> spoolState;
  private transient ListState<byte[]> lineageState;

  LakeOperator(LakePlan plan) {
    this.plan = plan;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    tables = new LakeTables(plan.lake(), Integer.MAX_VALUE / 2);
    commits = new Commits(tables::of);
    smallFiles = new SmallFiles(tables::of);
    retired = new Retired(plan.retainedCheckpoints());
    Path folder = new Path(plan.folder(), "late");
    folder.getFileSystem().mkdirs(folder);
    waitingRoom = new WaitingRoom(folder, retired, new DayByDay(tables::of));
    files = new HashMap<>();
    positions = new HashMap<>();
    pending = new TreeMap<>();
    pendingState = state(context, "pending");
    positionState = state(context, "positions");
    spoolState = state(context, "spool");
    lineageState = state(context, "lineage");
    offsets = new GroupOffsets(plan.brokers(), plan.group(), plan.clock());
    offsets.begin(Lane.ALL.stream().map(Lane::topic).toList());
    restore(context);
    getMetricGroup().gauge("waiting", waitingRoom::rows);
  }

  private static ListState<byte[]> state(StateInitializationContext context, String name)
      throws Exception {
    return context
        .getOperatorStateStore()
        .getListState(new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE));
  }

  private void restore(StateInitializationContext context) throws Exception {
    lineage = Lineage.begin(plan.freshLineage(), tables.all());
    for (byte[] entry : positionState.get()) {
      Message.Position position = Message.Position.fromBytes(entry);
      positions.put(position.place(), position.offset());
    }
    waitingRoom.restore(spoolState.get(), context.getRestoredCheckpointId().orElse(0));
    for (byte[] entry : pendingState.get()) {
      Epoch epoch = Epoch.fromBytes(entry);
      pending.put(epoch.checkpoint(), epoch);
    }
    for (byte[] entry : lineageState.get()) {
      Lineage restored = Lineage.fromBytes(entry);
      // The checkpoint we come from is complete, so all it names belongs to the lake.
      boolean behind = restored.isBehind(tables.all(), context.getRestoredCheckpointId());
      settle(pending, restored);
      if (!behind) {
        lineage = restored;
      }
    }
  }

  @Override
  public void processElement(StreamRecord<byte[]> element) {
    byte[] message = element.getValue();
    switch (message[0]) {
      case SpooledRow.LATE, SpooledRow.FRESH ->
          waitingRoom.add(new SpooledRow(message), plan.clock().millis());
      case Message.FILE -> {
        Message.FileMade made = Message.FileMade.fromBytes(message);
        files.computeIfAbsent(made.lane(), none -> new ArrayList<>()).add(made.file());
      }
      case Message.POSITION -> {
        Message.Position position = Message.Position.fromBytes(message);
        positions.put(position.place(), position.offset());
      }
      default -> throw new IllegalStateException("unknown message of kind " + message[0]);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    waitingRoom
        .leave(checkpointId, pending.isEmpty(), plan.clock().millis())
        .forEach(
            (lane, made) ->
                made.forEach(
                    file ->
                        files
                            .computeIfAbsent(lane, none -> new ArrayList<>())
                            .add(tables.of(lane).toJson(file))));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Map<Place, Long> safe = new HashMap<>(positions);
    waitingRoom.firstOffsets().forEach((place, waiting) -> safe.merge(place, waiting, Math::min));
    long checkpoint = context.getCheckpointId();
    pending.put(checkpoint, new Epoch(checkpoint, files, safe));
    files = new HashMap<>();
    pendingState.update(pending.values().stream().map(Epoch::toBytes).toList());
    positionState.update(
        positions.entrySet().stream()
            .map(known -> new Message.Position(known.getKey(), known.getValue()).toBytes())
            .toList());
    spoolState.update(waitingRoom.snapshot());
    lineageState.update(List.of(lineage.toBytes()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    NavigableMap<Long, Epoch> complete = pending.headMap(checkpointId, true);
    List<Epoch> epochs = List.copyOf(complete.values());
    settle(complete, lineage);
    epochs.forEach(smallFiles::committed);
    smallFiles.mergeMost();
    retired.completed(checkpointId);
  }

  /** Commits the epochs, then tells their offsets, and forgets them. */
  private void settle(NavigableMap<Long, Epoch> epochs, Lineage chain) {
    if (epochs.isEmpty()) {
      return;
    }
    commits.commit(List.copyOf(epochs.values()), chain);
    Map<TopicPartition, Long> told = new HashMap<>();
    epochs
        .lastEntry()
        .getValue()
        .offsets()
        .forEach(
            (place, offset) ->
                told.put(new TopicPartition(topic(place), place.partition()), offset));
    offsets.tell(told);
    epochs.clear();
  }

  private String topic(Place place) {
    return Lane.ALL.get(place.lane()).topic();
  }

  @Override
  public void close() throws Exception {
    if (offsets != null) {
      offsets.close();
    }
    if (tables != null) {
      tables.close();
    }
    super.close();
  }
}
